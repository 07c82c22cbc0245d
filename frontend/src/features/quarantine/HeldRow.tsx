import { ShieldAlert } from "lucide-react";

import type { MediaFileDetail } from "../../api/types";
import { Button } from "../../ui/Button";
import { bytes, moment } from "../../ui/format";
import { text } from "../../ui/text";

interface HeldRowProps {
  file: MediaFileDetail;
  onRelease: () => void;
  onPurge: () => void;
}

const words = text.quarantine;

/** One file without its picture: what was found, when, and who brought it. */
export function HeldRow({ file, onRelease, onPurge }: HeldRowProps) {
  const finding = file.quarantine;
  const by = file.uploaded_by?.display_name || file.uploaded_by?.username;
  const uploaded = moment(file.created_at);
  return (
    <li aria-label={file.title} className="flex flex-wrap items-start gap-x-4 gap-y-2.5 py-3">
      <span className="grid size-9 shrink-0 place-items-center rounded-m bg-warn-wash text-warn">
        <ShieldAlert className="size-4.5 stroke-[1.75]" aria-hidden />
      </span>
      <div className="min-w-52 flex-1">
        <p className="font-medium break-words">
          {file.title} <span className="font-normal text-ink-3">{bytes(file.file_size)}</span>
        </p>
        <p className="text-s">
          <code className="font-mono break-all text-bad">{finding?.finding ?? words.unknown}</code>
          {finding?.found_at && <span className="text-ink-2"> {words.found(moment(finding.found_at))}</span>}
        </p>
        <p className="text-s text-ink-2">{by ? words.by(by, uploaded) : words.byNobody(uploaded)}</p>
      </div>
      <div className="flex flex-wrap gap-2 max-tab:pl-13">
        <Button size="s" aria-label={words.releaseNamed(file.title)} onClick={onRelease}>
          {words.release}
        </Button>
        <Button size="s" tone="danger" aria-label={words.purgeNamed(file.title)} onClick={onPurge}>
          {words.purge}
        </Button>
      </div>
    </li>
  );
}
