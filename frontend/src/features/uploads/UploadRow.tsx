import { Check, RotateCw, X } from "lucide-react";
import { useCallback, useState } from "react";
import { Link } from "react-router";

import { IconButton } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { Meter } from "../../ui/Meter";
import { text } from "../../ui/text";
import { cancel, retry } from "./engine";
import { isKnown, isTroubled, type Upload, useQueue } from "./queue";
import { isWorthRetrying, whyOf } from "./reasons";

const words = text.uploads;
const action = "inline-flex min-h-6 items-center font-medium whitespace-nowrap text-accent hover:underline underline-offset-2";

/** One file on its way: how far it is, or why it stopped and the ways on. */
export function UploadRow({ upload }: { upload: Upload }) {
  const wrong = upload.state === "failed" || isTroubled(upload);
  return (
    <div className={classes("grid min-h-13.5 grid-cols-[28px_1fr_auto] gap-x-2.5", wrong ? "items-start py-2" : "items-center py-1.5")}>
      <Thumb source={upload.source} />
      <div className="min-w-0">
        <p dir="auto" title={upload.source.name} className="truncate leading-5">
          {upload.source.name}
        </p>
        <Line upload={upload} />
      </div>
      <Way upload={upload} />
    </div>
  );
}

function Line({ upload }: { upload: Upload }) {
  const halted = useQueue((queue) => queue.halted);
  const { name, size } = upload.source;
  if (upload.state === "sending") {
    return <Meter label={words.percent(name)} value={size > 0 ? upload.sent / size : null} className="my-1.5" />;
  }
  if (upload.state === "failed" || isTroubled(upload)) return <Wrong upload={upload} />;
  if (upload.state === "duplicate" && upload.twin) return <Twin upload={upload} twin={upload.twin} />;
  if (upload.state === "duplicate") return null;
  if (isKnown(upload)) return <p className="truncate leading-5 text-ink-2">{words.here(upload.file?.title ?? name)}</p>;
  return <p className="truncate leading-5 text-ink-2">{halted && upload.state !== "done" ? words.halted[halted] : words.states[upload.state]}</p>;
}

/** What is the matter, what the server adds, and what to do; with a way to the file where it was taken. */
function Wrong({ upload }: { upload: Upload }) {
  const { sentence, detail, advice } = whyOf(upload);
  return (
    <div className="leading-[15px] text-ink-2">
      <p className="text-bad">{sentence}</p>
      {detail && <p>{detail}</p>}
      {advice && <p>{advice}</p>}
      {upload.file && (
        <Link to={`/${upload.target.namespace}/library?file=${upload.file.id}`} className={action}>
          {words.showFile}
        </Link>
      )}
    </div>
  );
}

function Twin({ upload, twin }: { upload: Upload; twin: NonNullable<Upload["twin"]> }) {
  const said = twin.trashed ? words.inTrash(twin.file.title) : words.here(twin.file.title);
  const place = upload.target.namespace;
  return (
    <>
      <p title={said} className="truncate leading-5 text-ink-2">
        {said}
      </p>
      <div className="flex gap-3.5">
        <Link to={twin.trashed ? `/${place}/trash` : `/${place}/library?file=${twin.file.id}`} className={action}>
          {twin.trashed ? words.showTrash : words.showExisting}
        </Link>
        {!twin.trashed && (
          <button type="button" className={action} onClick={() => retry(upload.key, { keepBoth: true })}>
            {words.keepBoth}
          </button>
        )}
      </div>
    </>
  );
}

function Way({ upload }: { upload: Upload }) {
  const remove = useQueue((queue) => queue.remove);
  const { key, state, source } = upload;
  const wrong = isTroubled(upload);
  if (state === "done" && !wrong) return <Check className="mr-1.5 size-4 text-good" aria-hidden />;
  if (state === "duplicate" || wrong) {
    return <IconButton size="s" label={words.dismiss(source.name)} icon={<X aria-hidden />} onClick={() => remove(key)} />;
  }
  if (state === "failed") {
    return (
      <div className="flex items-center">
        {isWorthRetrying(upload) && (
          <IconButton size="s" label={words.retry(source.name)} icon={<RotateCw aria-hidden />} onClick={() => retry(key)} />
        )}
        <IconButton size="s" label={words.dismiss(source.name)} icon={<X aria-hidden />} onClick={() => remove(key)} />
      </div>
    );
  }
  return <IconButton size="s" label={words.cancel(source.name)} icon={<X aria-hidden />} onClick={() => cancel(key)} />;
}

/** The picture itself, read only while its row is in sight. */
function Thumb({ source }: { source: File }) {
  const [broken, setBroken] = useState(false);
  const show = useCallback(
    (image: HTMLImageElement) => {
      const made = URL.createObjectURL(source);
      image.setAttribute("src", made);
      return () => URL.revokeObjectURL(made);
    },
    [source],
  );
  return (
    <div className="size-7 overflow-hidden rounded-[3px] bg-sunken">
      {source.type.startsWith("image/") && !broken && (
        <img ref={show} alt="" className="size-full object-cover" onError={() => setBroken(true)} />
      )}
    </div>
  );
}
