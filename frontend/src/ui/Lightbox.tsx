import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";

import { IconButton } from "./Button";
import { text } from "./text";
import { useCloseRequest } from "./useCloseRequest";
import { useReturnFocus } from "./useReturnFocus";

interface LightboxProps {
  title: string;
  onClose: () => void;
  /** Where there is a row of things to walk: what leads on is missing at its ends. */
  walk?: { position: string; previous?: () => void; next?: () => void };
  actions?: ReactNode;
  children: ReactNode;
}

const words = text.library.panel;

/** One thing over the whole window. */
export function Lightbox({ title, onClose, walk, actions, children }: LightboxProps) {
  const onCloseAutoFocus = useReturnFocus(true);
  useCloseRequest(onClose);
  return (
    <Radix.Root open onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Content
          aria-describedby=""
          onCloseAutoFocus={onCloseAutoFocus}
          onOpenAutoFocus={(event) => {
            // The dialog itself: a first button that is lit up would look chosen.
            event.preventDefault();
            (event.currentTarget as HTMLElement).focus();
          }}
          className="fixed inset-0 z-50 grid grid-rows-[auto_minmax(0,1fr)] bg-paper outline-none animate-fade"
        >
          <header className="flex items-center gap-1 px-2.5 py-2">
            <IconButton label={text.viewer.close} icon={<X aria-hidden />} onClick={onClose} />
            <Radix.Title dir="auto" className="min-w-0 flex-1 truncate px-1 font-medium">{title}</Radix.Title>
            {walk && (
              <div className="flex items-center gap-1 text-s text-ink-2">
                <IconButton size="s" label={words.previous} icon={<ChevronLeft aria-hidden />} onClick={walk.previous} disabled={!walk.previous} />
                <span className="min-w-14 text-center whitespace-nowrap">{walk.position}</span>
                <IconButton size="s" label={words.next} icon={<ChevronRight aria-hidden />} onClick={walk.next} disabled={!walk.next} />
              </div>
            )}
            {actions}
          </header>
          <div className="min-h-0 px-3 pb-3 tab:px-6 tab:pb-6">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
