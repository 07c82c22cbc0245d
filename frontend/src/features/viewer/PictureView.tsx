import { useQuery } from "@tanstack/react-query";

import { contentAddress } from "../../api/files";
import { renditionsQuery } from "../../api/derived";
import type { MediaFileDetail } from "../../api/types";
import { text } from "../../ui/text";
import { useMedia } from "../../ui/useSize";
import { Captioned } from "./Captioned";
import { ZoomPicture } from "./ZoomPicture";

/** What every browser draws. A vector picture is left to its renditions: it may hold more than a picture. */
const DRAWN = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"];
/** Nobody waits for more than this to look a little closer. */
const MOST_BYTES = 40_000_000;

/** A picture: its largest rendition at rest, the original's own pixels where the zoom goes beyond it. */
export function PictureView({ file, large }: { file: MediaFileDetail; large: boolean }) {
  const renditions = useQuery({ ...renditionsQuery(file.id), enabled: file.status === "ready" }).data ?? [];
  const calm = useMedia("(prefers-reduced-motion: reduce)");
  const preview = file.thumbnails.large ?? file.thumbnails.medium;
  const width = file.width ?? preview?.width ?? 4;
  const height = file.height ?? preview?.height ?? 3;
  // Browsers make other colours of those for print than the renditions have, which pages show.
  const forPrint = file.metadata["color_space"] === "CMYK";
  const drawable = DRAWN.includes(file.file_type) && file.file_size <= MOST_BYTES && !forPrint && !liesTurned(file) && isCleared(file);
  const original = { url: contentAddress(file.id), width, height };
  const moves = (file.metadata["animated"] === true || Number(file.metadata["frames"]) > 1) && !calm;
  const sources = drawable && moves ? [original] : drawable ? [...renditions.filter((one) => one.width < width), original] : renditions;
  // A scan of several pages, of which only the first is drawn.
  const pages = Number(file.metadata["pages"]) || 1;
  return (
    <Captioned caption={pages > 1 && text.viewer.firstPageOf(pages)} large={large}>
      <ZoomPicture key={file.version} file={file} label={file.alt_text || file.title} sources={sources} width={width} height={height} large={large} />
    </Captioned>
  );
}

/**
 * Whether some browser would draw the original lying on its side: all of them turn a JPEG as its EXIF says, none a WebP, and only
 * some a PNG. AVIF says it in its container, which all of them heed and which is no `orientation` here.
 */
function liesTurned({ file_type, metadata }: MediaFileDetail) {
  return file_type !== "image/jpeg" && Number(metadata["orientation"] ?? 1) !== 1;
}

/** Nobody is given an original before the virus scanner has spoken, or there is none. */
function isCleared(file: MediaFileDetail) {
  const scan = file.processing.find((one) => one.step === "antivirus");
  return !scan || scan.state === "done" || scan.state === "skipped";
}
