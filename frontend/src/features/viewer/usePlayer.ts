import { useEffect, useRef, useState } from "react";
import type { RefObject } from "react";

interface State {
  time: number;
  duration: number;
  playing: boolean;
  /** The browser could not play it after all. */
  broken: boolean;
}

interface Played {
  /** How long the file is while the player does not say. */
  known: number | null;
  /** It stands before whatever else might play. */
  large: boolean;
}

/** The one that is heard; another that begins silences it. */
let heard: HTMLMediaElement | null = null;

/** Follows a player of the browser's. */
export function usePlayer(media: RefObject<HTMLMediaElement | null>, { known, large }: Played) {
  const [state, setState] = useState<State>({ time: 0, duration: known ?? 0, playing: false, broken: false });
  const { playing } = state;

  useEffect(() => {
    if (large) heard?.pause();
  }, [large]);
  useEffect(() => {
    const player = media.current;
    return () => {
      if (heard === player) heard = null;
    };
  }, [media]);
  const follow = () => {
    const player = media.current;
    if (!player) return;
    const duration = Number.isFinite(player.duration) && player.duration > 0 ? player.duration : (known ?? 0);
    setState((before) => ({ ...before, time: player.currentTime, duration, playing: !player.paused && !player.ended }));
  };
  const latest = useRef(follow);
  useEffect(() => {
    latest.current = follow;
  });
  useEffect(() => {
    if (!playing) return;
    // The player itself tells the time only four times a second.
    let frame = requestAnimationFrame(function draw() {
      latest.current();
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing]);

  const begin = () => {
    if (heard !== media.current) heard?.pause();
    heard = media.current;
    follow();
  };
  const seek = (time: number) => {
    const player = media.current;
    if (!player) return;
    player.currentTime = Math.min(Math.max(0, time), state.duration);
    setState((before) => ({ ...before, time: player.currentTime }));
  };
  const toggle = () => {
    const player = media.current;
    if (!player) return;
    if (player.paused) player.play().catch(() => undefined);
    else player.pause();
  };
  const events = {
    onTimeUpdate: follow,
    onSeeking: follow,
    onDurationChange: follow,
    onPlay: begin,
    onPause: follow,
    onEnded: follow,
    onError: () => setState((before) => ({ ...before, playing: false, broken: true })),
  };
  return { ...state, events, seek, toggle };
}

export type Player = ReturnType<typeof usePlayer>;
