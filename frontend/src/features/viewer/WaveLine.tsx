import { useMemo, useRef } from "react";

import type { Peaks } from "../../api/derived";
import { text } from "../../ui/text";
import { useWidth } from "../../ui/useSize";
import { barPath, levels } from "./peaks";
import { Timeline } from "./Timeline";
import type { Player } from "./usePlayer";

const STEP = 3;

/** The sound as bars, what was heard in the accent. Without a waveform, a plain line. */
export function WaveLine({ waveform, player, height }: { waveform: Peaks | undefined; player: Player; height: number }) {
  const area = useRef<HTMLDivElement>(null);
  const width = useWidth(area);
  const count = Math.max(1, Math.floor(width / STEP));
  const path = useMemo(() => waveform && barPath(levels(waveform, count), STEP), [waveform, count]);
  const share = player.duration > 0 ? player.time / player.duration : 0;
  return (
    <Timeline label={text.viewer.timeline} player={player}>
      <div ref={area} style={{ height: path ? height : 24 }} className="relative" aria-hidden>
        {path ? (
          <>
            <Bars path={path} width={count * STEP} className="text-ink-3/60" />
            <Bars path={path} width={count * STEP} className="text-accent" clip={share} />
          </>
        ) : (
          <div className="absolute inset-x-0 top-1/2 h-1 -translate-y-1/2 overflow-hidden rounded-full bg-line">
            <div className="h-full bg-accent" style={{ width: `${share * 100}%` }} />
          </div>
        )}
      </div>
    </Timeline>
  );
}

function Bars({ path, width, className, clip }: { path: string; width: number; className: string; clip?: number }) {
  return (
    <svg
      viewBox={`0 0 ${width} 100`}
      preserveAspectRatio="none"
      className={`absolute inset-0 size-full ${className}`}
      style={clip === undefined ? undefined : { clipPath: `inset(0 ${(1 - clip) * 100}% 0 0)` }}
    >
      <path d={path} stroke="currentColor" strokeWidth={2} vectorEffect="non-scaling-stroke" fill="none" />
    </svg>
  );
}
