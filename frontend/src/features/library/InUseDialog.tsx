import { useQueries } from "@tanstack/react-query";
import { FileText } from "lucide-react";

import { fileQuery } from "../../api/files";
import { useRole } from "../../api/namespace";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { text } from "../../ui/text";
import { placesOfUse } from "./places";
import { usageQuery } from "./queries";

interface InUseDialogProps {
  /** The files that could not be trashed. */
  ids: readonly string[];
  onForce: () => void;
  onClose: () => void;
}

const NAMED = 6;

/** Names every place that would get a hole, before anything is lost. */
export function InUseDialog({ ids, onForce, onClose }: InUseDialogProps) {
  const mayForce = useRole("editor");
  const shown = ids.slice(0, NAMED);
  const files = useQueries({ queries: shown.map(fileQuery) });
  const usages = useQueries({ queries: shown.map(usageQuery) });
  const words = text.library.inUse;
  const single = ids.length === 1;
  return (
    <Dialog
      open={ids.length > 0}
      onClose={onClose}
      title={single ? words.one(files[0]?.data?.title ?? "…") : words.many(ids.length)}
      description={single ? words.body : words.bodyMany}
      footer={
        <>
          {mayForce && <span className="mr-auto text-s text-ink-3">{words.forceNote}</span>}
          <Button onClick={onClose}>{words.keep}</Button>
          {mayForce && (
            <Button tone="danger" onClick={onForce}>
              {words.force}
            </Button>
          )}
        </>
      }
    >
      <ul className="grid gap-3">
        {shown.map((id, at) => (
          <li key={id}>
            {!single && <p className="mb-0.5 font-medium">{files[at]?.data?.title}</p>}
            <ul>
              {placesOfUse(usages[at]?.data?.used_in ?? []).map((place) => (
                <li key={place.object_id} className="flex items-center gap-2 border-t border-line py-1.5 first:border-0">
                  <FileText className="size-4 shrink-0 text-ink-3" aria-hidden />
                  <span className="truncate">{place.title ?? words.hidden}</span>
                  {place.times > 1 && <span className="ml-auto shrink-0 text-s text-ink-3">{text.library.times(place.times)}</span>}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
