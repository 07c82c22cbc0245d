import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";

import { useReturnFocus } from "./useReturnFocus";

interface SheetProps {
  open: boolean;
  onClose: () => void;
  /** Said by screen readers; not drawn. */
  title: string;
  children: ReactNode;
}

/** Stands over the view where a side panel has no room: from the lower edge on a phone, else from the right. */
export function Sheet({ open, onClose, title, children }: SheetProps) {
  const onCloseAutoFocus = useReturnFocus(open);
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-30 bg-veil animate-fade" />
        <Radix.Content
          aria-describedby=""
          data-sheet
          onCloseAutoFocus={onCloseAutoFocus}
          onOpenAutoFocus={(event) => {
            // The sheet itself: a first button that is lit up would look chosen.
            event.preventDefault();
            (event.currentTarget as HTMLElement).focus();
          }}
          className="fixed inset-x-0 bottom-0 z-30 flex h-[92dvh] flex-col overflow-hidden rounded-t-[14px] bg-surface shadow-float outline-none animate-sheet tab:inset-y-0 tab:right-0 tab:left-auto tab:h-full tab:w-100 tab:rounded-none tab:border-l tab:border-line"
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          <div className="mx-auto mt-2 h-1 w-9 shrink-0 rounded-full bg-line-strong tab:hidden" aria-hidden />
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
