import { Download } from "lucide-react";

import { downloadAddress } from "../../api/files";
import type { MediaFileDetail } from "../../api/types";
import { Button } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { Meter } from "../../ui/Meter";
import { explain, text } from "../../ui/text";
import { CardView } from "./CardView";

const words = text.viewer;

/**
 * What stands in for a player: how far the web version is, or why there is none and what can be done. Where the file
 * itself is broken there is nothing to play elsewhere either, and what is wrong with it is said beside.
 */
export function NotPlayable({ file, large }: { file: MediaFileDetail; large: boolean }) {
  const step = file.processing.find((one) => one.step === "transcode");
  const progress = step?.progress ?? null;
  const coming = !step || step.state === "pending" || step.state === "running";
  if (file.status === "failed") return <CardView file={file} large={large} />;
  return (
    <div className={classes("grid grid-cols-[minmax(0,1fr)] gap-2.5", large && "size-full grid-rows-[minmax(0,1fr)_auto]")}>
      <CardView file={file} large={large} />
      {coming ? (
        <div role="status" className={classes("grid gap-1.5 text-s text-ink-2", large && "mx-auto w-[min(420px,100%)]")}>
          <span className="flex justify-between gap-3">
            {words.prepared}
            {/* The bar says it to those who do not see it; in here each percent would be read out. */}
            {progress !== null && <span aria-hidden>{words.percent(progress)}</span>}
          </span>
          <Meter label={words.prepared} value={progress} />
        </div>
      ) : (
        <div className={classes("flex items-start gap-3 text-s", large && "mx-auto w-[min(520px,100%)]")}>
          <p className="min-w-0 flex-1 text-ink-2">
            {step?.state === "failed" ? words.notPrepared : words.noPlayer}
            {step?.error && <span className="block text-ink-3">{explain(step.error)}</span>}
          </p>
          <Button asChild size="s">
            <a href={downloadAddress(file.id)} download>
              <Download aria-hidden />
              {words.download}
            </a>
          </Button>
        </div>
      )}
    </div>
  );
}
