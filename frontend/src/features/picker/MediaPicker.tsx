import { Dialog as Radix } from "radix-ui";
import { useRef } from "react";

import { useReturnFocus } from "../../ui/useReturnFocus";
import type { Accepts } from "./accepts";
import type { Choice } from "./choice";
import { PickerBody } from "./PickerBody";

export interface MediaPickerProps {
  open: boolean;
  onClose: () => void;
  title: string;
  accepts: Accepts;
  /** Many in order; `most` of them, if there is a limit. */
  multiple?: boolean;
  most?: number;
  /** What the field has now. */
  initial: readonly Choice[];
  /** Ids of the files that the page already shows. */
  onPage: readonly string[];
  onChoose: (choices: Choice[]) => void;
  /** Where the focus goes afterwards when what opened the picker is gone. */
  focusAfter?: () => HTMLElement | null | undefined;
}

const frame =
  "fixed inset-0 z-40 flex flex-col overflow-hidden bg-paper outline-none animate-fade " +
  "tab:inset-auto tab:top-1/2 tab:left-1/2 tab:h-[min(760px,92dvh)] tab:w-[min(1120px,94vw)] " +
  "tab:-translate-x-1/2 tab:-translate-y-1/2 tab:rounded-[12px] tab:shadow-float";

/** The dialog in which files are found, brought in and put in order; on a phone it fills the screen. */
export function MediaPicker(props: MediaPickerProps) {
  const content = useRef<HTMLDivElement>(null);
  const onCloseAutoFocus = useReturnFocus(props.open, props.focusAfter);
  return (
    <Radix.Root open={props.open} onOpenChange={(next) => !next && props.onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-veil animate-fade" />
        <Radix.Content
          ref={content}
          aria-describedby=""
          className={frame}
          onCloseAutoFocus={onCloseAutoFocus}
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            const search = content.current?.querySelector<HTMLElement>("input[type=search]");
            // A keyboard that comes up unasked would cover half of a phone.
            (matchMedia("(pointer: coarse)").matches ? content.current : (search ?? content.current))?.focus();
          }}
        >
          <PickerBody {...props} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
