import { useRef } from "react";

import type { Scrub } from "../../api/types";
import { text } from "../../ui/text";
import { useWidth } from "../../ui/useSize";
import { frameStyle } from "./scrub";
import { Timeline } from "./Timeline";
import type { Player } from "./usePlayer";

const HEIGHT = 36;

/** The film laid out in its own frames; above the pointer, the one that is there. */
export function FilmStrip({ scrub, player }: { scrub: Scrub; player: Player }) {
  const strip = useRef<HTMLDivElement>(null);
  const width = useWidth(strip);
  const ratio = scrub.tile_width / scrub.tile_height;
  const count = Math.max(1, Math.round(width / (HEIGHT * ratio)));
  const share = player.duration > 0 ? player.time / player.duration : 0;
  return (
    <Timeline
      label={text.viewer.timeline}
      player={player}
      hover={(time) => (
        <div
          className="rounded-s border border-line bg-sunken shadow-float"
          style={{ width: Math.min(scrub.tile_width, 160), aspectRatio: ratio, ...frameStyle(scrub, time) }}
        />
      )}
    >
      <div ref={strip} className="flex overflow-hidden rounded-s bg-sunken" style={{ height: HEIGHT }} aria-hidden>
        {Array.from({ length: count }, (_, at) => (
          <div key={at} className="h-full flex-1" style={frameStyle(scrub, ((at + 0.5) / count) * player.duration)} />
        ))}
      </div>
      <div className="pointer-events-none absolute inset-y-0 left-0 rounded-l-s bg-accent/35" style={{ width: `${share * 100}%` }} />
      <div className="pointer-events-none absolute -inset-y-1 w-0.5 -translate-x-1/2 rounded-full bg-accent" style={{ left: `${share * 100}%` }} />
    </Timeline>
  );
}
