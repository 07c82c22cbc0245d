import { useQuery } from "@tanstack/react-query";
import { ShieldAlert } from "lucide-react";

import { fileQuery } from "../../api/files";
import type { MediaFileDetail } from "../../api/types";
import { classes } from "../../ui/classes";
import { Skeleton } from "../../ui/Skeleton";
import { explain, text } from "../../ui/text";
import type { ViewerProps } from "../../ui/viewing";
import { CardView } from "./CardView";
import { FilmView } from "./FilmView";
import { NotPlayable } from "./NotPlayable";
import { PaperView } from "./PaperView";
import { PictureView } from "./PictureView";
import { SoundView } from "./SoundView";

/** One file in the way of its kind. */
export function FileViewer({ id, large = false }: ViewerProps) {
  const { data: file, error } = useQuery(fileQuery(id));
  if (error) return <p className="m-auto text-ink-2">{explain(error)}</p>;
  if (!file) return <Skeleton className={large ? "size-full" : "h-58"} />;
  if (file.status === "quarantined") return <Held large={large} />;
  if (file.kind === "video" || file.kind === "audio") return <Played key={file.version} file={file} large={large} />;
  if (file.kind === "image") return <PictureView file={file} large={large} />;
  if (file.kind === "document" || file.file_type.startsWith("text/")) return <PaperView key={file.version} file={file} large={large} />;
  return <CardView file={file} large={large} />;
}

function Played({ file, large }: { file: MediaFileDetail; large: boolean }) {
  const { playback } = file;
  if (!playback) return <NotPlayable file={file} large={large} />;
  const Player = file.kind === "video" ? FilmView : SoundView;
  return <Player file={file} playback={playback} large={large} />;
}

/** Nothing of what is held back is delivered, not even its thumbnail. */
function Held({ large }: { large: boolean }) {
  return (
    <div className={classes(large ? "h-full" : "h-40", "grid place-items-center content-center gap-2 rounded-s bg-sunken text-s text-ink-2")}>
      <ShieldAlert className="size-6 stroke-[1.5] text-warn" aria-hidden />
      {text.viewer.held}
    </div>
  );
}
