import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";

import { useFileIndex } from "../../api/fileIndex";
import { fileQuery } from "../../api/files";
import { useNamespace, useRole } from "../../api/namespace";
import type { MediaFileDetail } from "../../api/types";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Skeleton } from "../../ui/Skeleton";
import { explain, text } from "../../ui/text";
import { ViewHead } from "../../ui/ViewHead";
import { HeldRow } from "./HeldRow";
import { PurgeHeld } from "./PurgeHeld";
import { ReleaseDialog } from "./ReleaseDialog";

const words = text.quarantine;

/** What the virus check held back, for a manager to decide. */
export function QuarantineView() {
  const mayDecide = useRole("manager");
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-200 pb-12">
        <ViewHead title={words.title} lead={words.lead} />
        <div className="px-3 pt-2 tab:px-4.5">{mayDecide ? <Held /> : <p className="text-ink-2">{words.managersOnly}</p>}</div>
      </div>
    </div>
  );
}

interface Decision {
  act: "release" | "purge";
  file: MediaFileDetail;
}

/** The questions stand beside the list: whatever becomes of it meanwhile, they hear their answer. */
function Held() {
  const [decision, setDecision] = useState<Decision | null>(null);
  const close = () => setDecision(null);
  return (
    <>
      <HeldList onDecide={setDecision} />
      {decision?.act === "release" && <ReleaseDialog file={decision.file} onClose={close} />}
      {decision?.act === "purge" && <PurgeHeld file={decision.file} onClose={close} />}
    </>
  );
}

type OnDecide = (decision: Decision) => void;

function HeldList({ onDecide }: { onDecide: OnDecide }) {
  const namespace = useNamespace().slug;
  const filters = useMemo(() => ({ namespace, status: "quarantined" }), [namespace]);
  const index = useFileIndex(filters);
  if (index.isPending) return <Skeleton className="h-40" />;
  if (index.error) {
    return (
      <EmptyState title={explain(index.error)} action={<Button onClick={() => void index.retry()}>{text.common.retry}</Button>} />
    );
  }
  if (index.entries.length === 0) return <EmptyState title={words.empty.title}>{words.empty.body}</EmptyState>;
  return (
    <>
      <ul aria-label={words.list} className="divide-y divide-line border-y border-line">
        {index.entries.map((entry) => (
          <HeldEntry key={entry.id} id={entry.id} onDecide={onDecide} />
        ))}
      </ul>
      {index.hasMore && (
        <Button onClick={index.loadMore} className="mt-4">
          {words.more}
        </Button>
      )}
    </>
  );
}

/** The finding stands with the single file, as does its release before the list is read again. */
function HeldEntry({ id, onDecide }: { id: string; onDecide: OnDecide }) {
  const file = useQuery(fileQuery(id)).data;
  if (!file) return <Skeleton className="my-2 h-14" />;
  if (file.status !== "quarantined") return null;
  return <HeldRow file={file} onRelease={() => onDecide({ act: "release", file })} onPurge={() => onDecide({ act: "purge", file })} />;
}
