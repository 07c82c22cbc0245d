import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";

import type { MediaFileDetail, Picture } from "../../api/types";
import { IconButton } from "../../ui/Button";
import { classes } from "../../ui/classes";
import type { DrawableFile } from "../../ui/grid/file";
import { text } from "../../ui/text";
import { ZoomPicture } from "./ZoomPicture";

const words = text.viewer;

/** A document, page by page: Page keys, and Home and End. */
export function PagesView({ file, pages, large }: { file: MediaFileDetail; pages: readonly Picture[]; large: boolean }) {
  const [at, setAt] = useState(0);
  const page = pages[at] ?? pages[0];
  if (!page) return null;
  const go = (to: number) => setAt(Math.min(pages.length - 1, Math.max(0, to)));
  const press = (key: string) => {
    const keys: Record<string, number> = { PageDown: at + 1, PageUp: at - 1, ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: pages.length - 1 };
    const to = keys[key];
    if (to !== undefined) go(to);
    return to !== undefined;
  };
  const all = Number(file.metadata["pages"]) || pages.length;
  return (
    <div className={classes("grid grid-cols-[minmax(0,1fr)] gap-1.5", large && "size-full grid-rows-[minmax(0,1fr)_auto]")}>
      <ZoomPicture
        key={page.url}
        file={pictured(file, page)}
        label={words.pageOf(at + 1, all)}
        sources={[]}
        width={page.width}
        height={page.height}
        large={large}
        onKey={press}
      />
      <div className="flex items-center justify-center gap-1 text-s text-ink-2">
        <IconButton size="s" label={words.previousPage} icon={<ChevronLeft aria-hidden />} disabled={at === 0} onClick={() => go(at - 1)} />
        <span role="status" className="min-w-24 text-center">
          {words.pageOf(at + 1, all)}
        </span>
        <IconButton size="s" label={words.nextPage} icon={<ChevronRight aria-hidden />} disabled={at === pages.length - 1} onClick={() => go(at + 1)} />
      </div>
      {all > pages.length && at === pages.length - 1 && <p className="text-center text-s text-ink-3">{words.firstPages(pages.length)}</p>}
    </div>
  );
}

/** The page in place of the cover, so that it is drawn in the way of pictures. */
function pictured(file: MediaFileDetail, page: Picture): DrawableFile {
  return { ...file, placeholder: null, dominant_color: "#ffffff", thumbnails: { small: null, medium: null, large: page } };
}
