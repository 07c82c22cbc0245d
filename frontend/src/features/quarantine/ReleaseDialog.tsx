import type { MediaFileDetail } from "../../api/types";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { explain, text } from "../../ui/text";
import { useToast } from "../../ui/Toast";
import { useRelease } from "./queries";

const words = text.quarantine;

/** Says what it means before the file is let through. */
export function ReleaseDialog({ file, onClose }: { file: MediaFileDetail; onClose: () => void }) {
  const release = useRelease(file.id);
  const toast = useToast();
  const confirm = () =>
    release.mutate(undefined, {
      onSuccess: () => {
        toast({ title: words.released(file.title) });
        onClose();
      },
      onError: (error) => toast({ title: explain(error), mood: "bad" }),
    });
  return (
    <ConfirmDialog open onClose={onClose} title={words.releaseTitle(file.title)} confirm={words.release} onConfirm={confirm} busy={release.isPending}>
      {words.releaseBody(file.quarantine?.finding ?? words.unknown.toLowerCase())}
    </ConfirmDialog>
  );
}
