import { useState } from "react";
import type { KeyboardEvent, PointerEvent, ReactNode } from "react";

import { classes } from "../../ui/classes";
import { clock, isShort, runtime, tenths } from "../../ui/format";
import { text } from "../../ui/text";
import type { Player } from "./usePlayer";

interface TimelineProps {
  label: string;
  player: Player;
  /** What the time is drawn on, such as a film strip or a waveform. */
  children: ReactNode;
  /** Floats above the pointer. */
  hover?: (time: number) => ReactNode;
  className?: string;
}

const tenth = (seconds: number) => Math.round(seconds * 10) / 10;

/** Time from left to right: press or drag to go there, arrows for a step, with Shift for a fifth of it. */
export function Timeline({ label, player, children, hover, className }: TimelineProps) {
  const { time, duration, seek } = player;
  // There a step is shorter than a second, and so is what is told of it.
  const short = isShort(duration);
  const [over, setOver] = useState<number | null>(null);
  const shareOf = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return box.width > 0 ? Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) : 0;
  };
  const press = (event: KeyboardEvent) => {
    // Five seconds would lead from one end of a short film to the other.
    const whole = Math.min(5, duration / 20);
    const step = event.shiftKey ? whole / 5 : whole;
    const steps: Record<string, number> = {
      ArrowLeft: time - step,
      ArrowRight: time + step,
      ArrowDown: time - step,
      ArrowUp: time + step,
      PageDown: time - duration / 10,
      PageUp: time + duration / 10,
      Home: 0,
      End: duration,
    };
    const to = steps[event.key];
    if (to !== undefined) seek(to);
    else if (event.key === " ") player.toggle();
    else return;
    event.preventDefault();
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={tenth(duration)}
      aria-valuenow={tenth(time)}
      aria-valuetext={short ? text.viewer.atSecond(time, duration) : text.viewer.at(clock(time), runtime(duration))}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seek(shareOf(event) * duration);
      }}
      onPointerMove={(event) => {
        const share = shareOf(event);
        if (hover || event.pointerType === "mouse") setOver(share);
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seek(share * duration);
      }}
      onPointerLeave={() => setOver(null)}
      className={classes("relative cursor-pointer touch-none rounded-s outline-offset-2", className)}
    >
      {children}
      {over !== null && (
        <div className="pointer-events-none absolute inset-y-0 w-px bg-ink-2" style={{ left: `${over * 100}%` }}>
          {/* Moved back by its share of the way, what floats here ends with the timeline at either end. */}
          <div className="absolute bottom-full mb-1.5 w-max" style={{ translate: `${-over * 100}% 0` }}>
            {hover?.(over * duration)}
            <p className="mx-auto mt-1 w-fit rounded-s bg-float px-1.5 py-px text-xs text-float-ink">
              {short ? tenths(over * duration) : clock(over * duration)}
            </p>
          </div>
        </div>
      )}
    </div>
  );
}
