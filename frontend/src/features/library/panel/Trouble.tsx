import { Link } from "react-router";

import { failureOf, waitOf } from "../../../api/files";
import { useNamespace, useRole } from "../../../api/namespace";
import type { MediaFileDetail } from "../../../api/types";
import { Button } from "../../../ui/Button";
import { moment } from "../../../ui/format";
import { isFinal, reasonFor, text } from "../../../ui/text";

const words = text.library.trouble;

/** Why the file is not ready, with the way on where it does not get there by itself. */
export function Trouble({ file, onRetry }: { file: MediaFileDetail; onRetry: () => void }) {
  if (file.status === "quarantined") return <Held file={file} />;
  if (file.status !== "failed") return <Waits file={file} />;
  const failure = failureOf(file);
  const { sentence, detail, advice } = reasonFor(failure ?? { code: "", detail: words.unknown });
  return (
    <section aria-label={words.failed} className="mx-3 mt-3 grid gap-2 rounded-m bg-bad-wash px-3 py-2.5">
      <div>
        <p className="font-medium text-bad">{sentence}</p>
        {detail && <p className="text-s text-ink-2">{detail}</p>}
        {advice && <p className="text-s text-ink-2">{advice}</p>}
      </div>
      {file.permissions.change && !isFinal(failure) && (
        <div>
          <Button size="s" onClick={onRetry}>
            {text.library.panel.retry}
          </Button>
        </div>
      )}
    </section>
  );
}

function Waits({ file }: { file: MediaFileDetail }) {
  const wait = waitOf(file);
  if (!wait) return null;
  return (
    <section aria-label={words.waits} className="mx-3 mt-3 rounded-m bg-warn-wash px-3 py-2.5">
      <p className="text-warn">{reasonFor(wait).sentence}</p>
    </section>
  );
}

function Held({ file }: { file: MediaFileDetail }) {
  const namespace = useNamespace().slug;
  const mayDecide = useRole("manager");
  const finding = file.quarantine;
  return (
    <section aria-label={words.held} className="mx-3 mt-3 grid gap-2 rounded-m bg-warn-wash px-3 py-2.5">
      <div>
        <p className="font-medium text-warn">{words.held}</p>
        {finding && (
          <p className="text-s text-ink-2">
            {words.found} <code className="font-mono break-all">{finding.finding}</code>
            {finding.found_at && `, ${moment(finding.found_at)}`}
          </p>
        )}
        <p className="text-s text-ink-2">{mayDecide ? words.decide : words.wait}</p>
      </div>
      {mayDecide && (
        <div>
          <Button asChild size="s">
            <Link to={`/${namespace}/quarantine`}>{words.toQuarantine}</Link>
          </Button>
        </div>
      )}
    </section>
  );
}
