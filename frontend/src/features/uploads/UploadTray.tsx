import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useCallback, useMemo, useRef } from "react";

import { Button, IconButton } from "../../ui/Button";
import { bytes } from "../../ui/format";
import { Meter } from "../../ui/Meter";
import { text } from "../../ui/text";
import { liftToasts } from "../../ui/Toast";
import { retry } from "./engine";
import { isKnown, isOpen, isTroubled, needsPerson, type Upload, useQueue } from "./queue";
import { isWorthRetrying } from "./reasons";
import { UploadRow } from "./UploadRow";
import { useFolded } from "./useFolded";
import { useSpeed } from "./useSpeed";

/** Of a row whose name and state take a line each; the others are measured as they are drawn. */
const ROW = 54;
const TALLEST = 344;
const words = text.uploads;

const ranks = { sending: 0, duplicate: 1, failed: 1, hashing: 2, ready: 3, waiting: 3, done: 4 };
const rankOf = (upload: Upload) => (isTroubled(upload) ? ranks.failed : ranks[upload.state]);

/** What is on its way, over every view; failures stay until a person has seen them. */
export function UploadTray() {
  const uploads = useQueue((queue) => queue.uploads);
  const { folded, fold } = useFolded(uploads.length > 0 && !uploads.some((upload) => isOpen(upload) || needsPerson(upload)));
  const sorted = useMemo(() => [...uploads].sort((a, b) => rankOf(a) - rankOf(b)), [uploads]);
  if (uploads.length === 0) return null;
  return (
    <section
      ref={liftToasts}
      aria-label={words.tray}
      className="absolute inset-x-2 bottom-2 z-20 max-tab:group-has-[[role=toolbar]]/main:bottom-18 overflow-hidden rounded-l border border-line bg-surface text-s shadow-float animate-rise tab:inset-x-auto tab:right-4.5 tab:bottom-5 tab:w-80 group-has-[[data-panel]]/main:right-97.5"
    >
      <TrayHead uploads={uploads} folded={folded} onFold={fold} />
      {!folded && <Rows uploads={sorted} />}
    </section>
  );
}

function TrayHead({ uploads, folded, onFold }: { uploads: readonly Upload[]; folded: boolean; onFold: () => void }) {
  const clear = useQueue((queue) => queue.clear);
  const speed = useSpeed(uploads);
  const known = uploads.filter(isKnown).length;
  const done = uploads.filter((upload) => upload.state === "done" && !isTroubled(upload)).length - known;
  const problems = uploads.filter(needsPerson);
  const failed = problems.filter(isWorthRetrying);
  const busy = uploads.some(isOpen);
  const offersAll = !busy && failed.length > 1;
  const total = uploads.reduce((sum, upload) => sum + upload.source.size, 0);
  const sent = uploads.reduce((sum, upload) => sum + upload.sent, 0);
  return (
    <>
      <header className="flex h-10 items-center gap-2 border-b border-line pr-1.5 pl-3">
        <h2 className="truncate font-medium">
          <span role="status">{busy || problems.length > 0 ? words.progress(done, uploads.length) : words.allDone(done, known)}</span>
        </h2>
        <span className="ml-auto whitespace-nowrap text-ink-2">
          {busy && speed > 0 ? words.speed(bytes(speed)) : !busy && problems.length > 0 && !offersAll && words.problems(problems.length)}
        </span>
        {offersAll && (
          <Button size="s" tone="quiet" onClick={() => failed.forEach(({ key }) => retry(key))}>
            {words.retryAll}
          </Button>
        )}
        <IconButton
          size="s"
          label={folded ? words.unfold : words.fold}
          aria-expanded={!folded}
          icon={folded ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
          onClick={onFold}
        />
        {!busy && <IconButton size="s" label={words.clear} icon={<X aria-hidden />} onClick={clear} />}
      </header>
      {busy && <Meter label={words.tray} value={total > 0 ? sent / total : null} className="-mt-px rounded-none" />}
    </>
  );
}

function Rows({ uploads }: { uploads: readonly Upload[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: uploads.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 4,
    getItemKey: useCallback((index: number) => uploads[index]?.key ?? index, [uploads]),
  });
  const height = virtual.getTotalSize() + 8;
  return (
    <div
      ref={scroller}
      tabIndex={height > TALLEST ? 0 : undefined}
      role="group"
      aria-label={words.tray}
      className="overflow-y-auto outline-offset-[-2px]"
      style={{ height: Math.min(height, TALLEST), maxHeight: "40dvh" }}
    >
      <ul className="relative" style={{ height }}>
        {virtual.getVirtualItems().map((item) => {
          const upload = uploads[item.index];
          return (
            upload && (
              <li
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                className="absolute inset-x-0 top-1 px-3"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <UploadRow upload={upload} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}
