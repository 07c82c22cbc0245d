import type { MediaFileDetail } from "../../api/types";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { bytes } from "../../ui/format";
import { explain, text } from "../../ui/text";
import { useToast } from "../../ui/Toast";
import { usePurge } from "./queries";

const words = text.quarantine;

export function PurgeHeld({ file, onClose }: { file: MediaFileDetail; onClose: () => void }) {
  const purge = usePurge(file.id);
  const toast = useToast();
  const confirm = () =>
    purge.mutate(undefined, {
      onSuccess: () => {
        toast({ title: words.purged(file.title) });
        onClose();
      },
      onError: (error) => toast({ title: explain(error), mood: "bad" }),
    });
  return (
    <ConfirmDialog open onClose={onClose} title={words.purgeTitle(file.title)} confirm={words.purge} onConfirm={confirm} busy={purge.isPending}>
      {words.purgeBody(bytes(file.file_size))}
    </ConfirmDialog>
  );
}
