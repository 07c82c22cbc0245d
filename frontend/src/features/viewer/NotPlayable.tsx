import { Download } from "lucide-react";
import type { ReactNode } from "react";

import { downloadAddress, failureOf } from "../../api/files";
import type { MediaFileDetail } from "../../api/types";
import { Button } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { Meter } from "../../ui/Meter";
import { explain, isFinal, reasonFor, text } from "../../ui/text";
import { CardView } from "./CardView";

const words = text.viewer;

interface NotPlayableProps {
  file: MediaFileDetail;
  large: boolean;
}

/** What stands in for a player: how far the web version is, or why there is none and what can be done. */
export function NotPlayable({ file, large }: NotPlayableProps) {
  const step = file.processing.find((one) => one.step === "transcode");
  const coming = !step || step.state === "pending" || step.state === "running";
  return (
    <div className={classes("grid grid-cols-[minmax(0,1fr)] gap-2.5", large && "size-full grid-rows-[minmax(0,1fr)_auto]")}>
      <CardView file={file} large={large} />
      {file.status === "failed" ? (
        <Failed file={file} large={large} />
      ) : coming ? (
        <Coming progress={step?.progress ?? null} large={large} />
      ) : (
        <Offer file={file} large={large} detail={step.error ? explain(step.error) : ""}>
          {step.state === "failed" ? words.notPrepared : words.noPlayer}
        </Offer>
      )}
    </div>
  );
}

/**
 * The large view covers the panel, which says why the file could not be worked on. A file that is itself the reason
 * plays nowhere else either; where only the work on it failed, it may.
 */
function Failed({ file, large }: NotPlayableProps) {
  const failure = failureOf(file);
  const { sentence, detail, advice } = reasonFor(failure ?? { code: "", detail: text.library.trouble.unknown });
  if (!isFinal(failure)) {
    return (
      <Offer file={file} large={large} detail={large ? `${sentence} ${detail}` : ""}>
        {words.notPrepared}
      </Offer>
    );
  }
  if (!large) return null;
  return (
    <p className="mx-auto w-[min(520px,100%)] text-s text-ink-2">
      {sentence}
      <span className="block text-ink-3">{`${detail} ${advice}`}</span>
    </p>
  );
}

function Coming({ progress, large }: { progress: number | null; large: boolean }) {
  return (
    <div role="status" className={classes("grid gap-1.5 text-s text-ink-2", large && "mx-auto w-[min(420px,100%)]")}>
      <span className="flex justify-between gap-3">
        {words.prepared}
        {/* The bar says it to those who do not see it; in here each percent would be read out. */}
        {progress !== null && <span aria-hidden>{words.percent(progress)}</span>}
      </span>
      <Meter label={words.prepared} value={progress} />
    </div>
  );
}

/** The original, with why it does not play here. */
function Offer({ file, large, detail, children }: NotPlayableProps & { detail: string; children: ReactNode }) {
  return (
    <div className={classes("flex items-start gap-3 text-s", large && "mx-auto w-[min(520px,100%)]")}>
      <p className="min-w-0 flex-1 text-ink-2">
        {children}
        {detail && <span className="block text-ink-3">{detail}</span>}
      </p>
      <Button asChild size="s">
        <a href={downloadAddress(file.id)} download>
          <Download aria-hidden />
          {words.download}
        </a>
      </Button>
    </div>
  );
}
