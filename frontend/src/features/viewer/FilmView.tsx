import { useRef } from "react";

import type { MediaFileDetail, Playback } from "../../api/types";
import { classes } from "../../ui/classes";
import { FilmStrip } from "./FilmStrip";
import { NotPlayable } from "./NotPlayable";
import { usePlayKey } from "./useKeys";
import { usePlayer } from "./usePlayer";

interface PlayProps {
  file: MediaFileDetail;
  playback: Pick<Playback, "url">;
  large: boolean;
}

/** A film with the browser's own controls, and below them its frames to find a place by. */
export function FilmView({ file, playback, large }: PlayProps) {
  const film = useRef<HTMLVideoElement>(null);
  const player = usePlayer(film, { known: file.duration, large });
  usePlayKey(large, player.toggle);
  const scrub = file.previews.scrub;
  if (player.broken) return <NotPlayable file={file} large={large} />;
  return (
    <div className={classes("grid grid-cols-[minmax(0,1fr)] gap-2", large && "size-full grid-rows-[minmax(0,1fr)_auto]")}>
      <video
        ref={film}
        {...player.events}
        controls
        playsInline
        preload="metadata"
        poster={file.thumbnails.large?.url ?? file.thumbnails.medium?.url}
        src={playback.url}
        aria-label={file.title}
        className={classes("w-full rounded-s bg-[#141412]", large ? "h-full min-h-0" : "max-h-72")}
        style={large ? undefined : { aspectRatio: file.width && file.height ? `${file.width} / ${file.height}` : undefined }}
      />
      {scrub && <FilmStrip scrub={scrub} player={player} />}
    </div>
  );
}
