import type { ReactNode } from "react";

import { Button } from "./Button";
import { Dialog } from "./Dialog";
import { text } from "./text";

interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What is hit, before it is. */
  children: ReactNode;
  confirm: string;
  onConfirm: () => void;
  busy?: boolean;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ open, onClose, title, children, confirm, onConfirm, busy }: ConfirmDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      width="s"
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button tone="danger" onClick={onConfirm} busy={busy}>
            {confirm}
          </Button>
        </>
      }
    >
      <p className="text-ink-2">{children}</p>
    </Dialog>
  );
}
