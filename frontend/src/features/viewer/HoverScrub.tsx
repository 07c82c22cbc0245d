import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { fileQuery } from "../../api/files";
import { useMedia } from "../../ui/useSize";
import { frameStyle, lengthOf } from "./scrub";

/** A pointer on its way over the grid asks for nothing. */
const REST = 250;

/** Leafs through a film while a mouse rests on its tile: left is the beginning, right the end. */
export function HoverScrub({ id, width, height }: { id: string; width: number; height: number }) {
  const calm = useMedia("(prefers-reduced-motion: reduce)");
  const [share, setShare] = useState<number | null>(null);
  const [resting, setResting] = useState(false);
  const over = share !== null;
  useEffect(() => {
    if (!over) return;
    const timer = setTimeout(() => setResting(true), REST);
    return () => clearTimeout(timer);
  }, [over]);
  const file = useQuery({ ...fileQuery(id), enabled: resting && over }).data;
  const scrub = file?.previews.scrub;
  if (calm) return null;
  return (
    <div
      data-testid="scrub"
      className="absolute inset-0 grid place-items-center overflow-hidden"
      onPointerMove={(event) => {
        if (event.pointerType !== "mouse") return;
        const box = event.currentTarget.getBoundingClientRect();
        setShare((event.clientX - box.left) / (box.width || 1));
      }}
      onPointerLeave={() => {
        setShare(null);
        setResting(false);
      }}
    >
      {scrub && resting && share !== null && (
        <>
          <div data-testid="scrub-frame" style={{ ...cover(scrub.tile_width / scrub.tile_height, width, height), ...frameStyle(scrub, share * (file.duration || lengthOf(scrub))) }} />
          <div className="absolute inset-x-0 bottom-0 h-0.5 bg-on-picture/40">
            <div className="h-full bg-on-picture" style={{ width: `${share * 100}%` }} />
          </div>
        </>
      )}
    </div>
  );
}

/** The smallest box of these proportions that covers the tile. */
function cover(ratio: number, width: number, height: number) {
  const wide = Math.max(width, height * ratio);
  return { width: wide, height: wide / ratio, flex: "none" };
}
