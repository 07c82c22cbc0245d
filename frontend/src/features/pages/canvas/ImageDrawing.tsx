import { useQuery } from "@tanstack/react-query";
import { ImageOff, ImagePlus } from "lucide-react";
import type { ReactNode } from "react";

import { ApiError } from "../../../api/errors";
import { fileQuery } from "../../../api/files";
import type { MediaFile } from "../../../api/types";
import { Preview } from "../../../ui/grid/Preview";
import { Skeleton } from "../../../ui/Skeleton";
import { explain, text } from "../../../ui/text";
import { useMedia } from "../../../ui/useSize";
import type { Widget } from "../content";
import { useEditor } from "../editor";

/** The picture in its own proportions, as the column shows it. */
export function ImageDrawing({ widget }: { widget: Widget }) {
  const { media, caption } = widget.config;
  if (typeof media !== "string" || !media) return <EmptyPlace />;
  return (
    <figure>
      <Picture id={media} />
      {typeof caption === "string" && caption && <figcaption className="mt-2 text-m text-ink-2">{caption}</figcaption>}
    </figure>
  );
}

/** Leads to the form with the picture's field, unless that stands beside the page anyway. */
function EmptyPlace() {
  const { editable, openSettings } = useEditor();
  const roomy = useMedia("(min-width: 900px)");
  const icon = <ImagePlus aria-hidden />;
  if (roomy || !editable) return <Stand icon={icon}>{text.pages.imageNone}</Stand>;
  return (
    <button type="button" className="block w-full rounded-[3px]" onClick={openSettings}>
      <Stand icon={icon}>{text.pages.imageChoose}</Stand>
    </button>
  );
}

/** A page never shows a picture taller than the window. */
const TALLEST = 560;
const COLUMN = 676;

function Picture({ id }: { id: string }) {
  const { data: file, error } = useQuery(fileQuery(id));
  if (error) {
    const gone = error instanceof ApiError && error.status === 404;
    return <Stand icon={<ImageOff aria-hidden />}>{gone ? text.pages.imageGone : explain(error)}</Stand>;
  }
  if (!file) return <Skeleton className="aspect-3/2" />;
  const ratio = ratioOf(file);
  return (
    <div
      className="overflow-hidden rounded-[3px] bg-sunken"
      style={{ aspectRatio: ratio, maxHeight: TALLEST, maxWidth: Math.min(COLUMN, TALLEST * ratio) }}
    >
      <Preview file={file} width={COLUMN} focus={file.focal_point} />
    </div>
  );
}

function ratioOf({ width, height, thumbnails: { large } }: MediaFile): number {
  if (width && height) return width / height;
  return large ? large.width / large.height : 1.5;
}

function Stand({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className="grid min-h-40 place-content-center justify-items-center gap-2 rounded-[3px] bg-sunken px-4 text-center text-ink-2 [&_svg]:size-6 [&_svg]:stroke-[1.25] [&_svg]:text-ink-3">
      {icon}
      {children}
    </span>
  );
}
