import { useQuery } from "@tanstack/react-query";
import { Pause, Play, Volume2, VolumeX } from "lucide-react";
import { useRef, useState } from "react";

import { peaksQuery } from "../../api/derived";
import type { MediaFileDetail, Playback } from "../../api/types";
import { IconButton } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { clock, runtime } from "../../ui/format";
import { Preview } from "../../ui/grid/Preview";
import { text } from "../../ui/text";
import { NotPlayable } from "./NotPlayable";
import { usePlayKey } from "./useKeys";
import { usePlayer } from "./usePlayer";
import { WaveLine } from "./WaveLine";

interface PlayProps {
  file: MediaFileDetail;
  playback: Pick<Playback, "url">;
  large: boolean;
}

const words = text.viewer;

/** A recording: its cover where it has one, its waveform to press on, and a button to hear it. */
export function SoundView({ file, playback, large }: PlayProps) {
  const sound = useRef<HTMLAudioElement>(null);
  const player = usePlayer(sound, { known: file.duration, large });
  const [muted, setMuted] = useState(false);
  const address = file.previews.waveform?.url;
  const waveform = useQuery({ ...peaksQuery(address ?? ""), enabled: address !== undefined }).data;
  usePlayKey(large, player.toggle);
  if (player.broken) return <NotPlayable file={file} large={large} />;
  // Without a cover the thumbnail is the waveform, which stands below in full.
  const cover = file.metadata["has_cover"] === true || (!address && file.thumbnails.medium);
  return (
    <div className={large ? "grid size-full place-items-center overflow-y-auto" : undefined}>
      <div className={classes("grid grid-cols-[minmax(0,1fr)] gap-3 rounded-s bg-sunken p-3", large && "w-[min(880px,100%)] tab:p-6")}>
        {cover && (
          <div className={classes("mx-auto aspect-square max-w-full overflow-hidden rounded-s", large ? "w-[min(46dvh,420px)]" : "w-40")}>
            <Preview file={file} width={large ? 420 : 160} fit="contain" />
          </div>
        )}
        <WaveLine waveform={waveform} player={player} height={large ? 140 : 72} />
        <div className="flex items-center gap-2">
          <IconButton
            tone="primary"
            label={player.playing ? words.pause : words.play}
            icon={player.playing ? <Pause className="fill-current" aria-hidden /> : <Play className="fill-current" aria-hidden />}
            onClick={player.toggle}
            className="rounded-full!"
          />
          <span className="text-s text-ink-2">
            {clock(player.time)} / {runtime(player.duration)}
          </span>
          <IconButton
            label={muted ? words.unmute : words.mute}
            icon={muted ? <VolumeX aria-hidden /> : <Volume2 aria-hidden />}
            onClick={() => setMuted(!muted)}
            className="ml-auto"
          />
        </div>
        <audio ref={sound} {...player.events} muted={muted} preload="metadata" src={playback.url} />
      </div>
    </div>
  );
}
