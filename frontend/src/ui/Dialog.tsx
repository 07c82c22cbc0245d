import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";

import { IconButton } from "./Button";
import { classes } from "./classes";
import { text } from "./text";
import { useReturnFocus } from "./useReturnFocus";

type Width = "s" | "m" | "wide" | "l";

const widths: Record<Width, string> = {
  s: "w-[min(400px,94vw)]",
  m: "w-[min(560px,94vw)]",
  wide: "w-[min(860px,94vw)]",
  l: "w-[min(1120px,94vw)] h-[min(760px,92vh)]",
};

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** One sentence under the title; screen readers say it with the title. */
  description?: ReactNode;
  width?: Width;
  /** Stands beside the title, for tabs. */
  header?: ReactNode;
  footer?: ReactNode;
  children?: ReactNode;
}

export function Dialog({ open, onClose, title, description, width = "m", header, footer, children }: DialogProps) {
  const onCloseAutoFocus = useReturnFocus(open);
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-veil animate-fade" />
        <Radix.Content
          aria-describedby={description ? undefined : ""}
          data-modal
          onCloseAutoFocus={onCloseAutoFocus}
          onOpenAutoFocus={(event) => {
            // The dialog itself, unless a field asks for the focus: a lit button would look chosen.
            event.preventDefault();
            (event.currentTarget as HTMLElement).focus();
          }}
          className={classes(
            "fixed top-1/2 left-1/2 z-40 flex max-h-[92dvh] -translate-x-1/2 -translate-y-1/2 flex-col overflow-hidden rounded-[12px] bg-paper shadow-float outline-none animate-fade",
            widths[width],
          )}
        >
          <DialogHead title={title} header={header} ruled={width === "l"} />
          {description && (
            <Radix.Description asChild>
              <div className="px-4 pb-3 text-m text-ink-2">{description}</div>
            </Radix.Description>
          )}
          <div className={classes("min-h-0 flex-1", width === "l" ? "flex flex-col" : "overflow-y-auto px-4 pb-4")}>{children}</div>
          {footer && (
            <div className="flex flex-wrap items-center justify-end gap-2.5 border-t border-line bg-surface px-4 py-2.5">{footer}</div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function DialogHead({ title, header, ruled }: { title: string; header: ReactNode; ruled: boolean }) {
  return (
    <header className={classes("flex items-center gap-3.5 px-4 py-3", ruled && "border-b border-line")}>
      <Radix.Title className="text-l font-semibold">{title}</Radix.Title>
      {header}
      <Radix.Close asChild>
        <IconButton label={text.common.close} icon={<X aria-hidden />} size="s" className="ml-auto" />
      </Radix.Close>
    </header>
  );
}
