import { Minus, Plus } from "lucide-react";
import { useRef, useState } from "react";

import type { Picture } from "../../api/types";
import { IconButton } from "../../ui/Button";
import { classes } from "../../ui/classes";
import type { DrawableFile } from "../../ui/grid/file";
import { Preview } from "../../ui/grid/Preview";
import { text } from "../../ui/text";
import { useWidth } from "../../ui/useSize";
import { useKeys } from "./useKeys";
import { useZoom } from "./useZoom";
import type { View } from "./zoom";

interface ZoomPictureProps {
  file: DrawableFile;
  label: string;
  /** Smallest first; the sharpest that the zoom has a use for is drawn over the thumbnail. */
  sources: readonly Picture[];
  /** The real size. */
  width: number;
  height: number;
  large: boolean;
  /** Keys that are not about the zoom. Returns whether the key was taken. */
  onKey?: (key: string) => boolean;
}

const words = text.viewer;

/** A picture that can be looked at closely. */
export function ZoomPicture({ file, label, sources, width, height, large, onKey }: ZoomPictureProps) {
  const area = useRef<HTMLDivElement>(null);
  const room = useWidth(area);
  const ratio = width / height;
  const zoom = useZoom(area, { ratio, pixels: width, large });
  const press = (key: string) => zoom.press(key) || (onKey?.(key) ?? false);
  useKeys(large, press);
  const source = sharpEnough(sources, room * zoom.view.scale);
  return (
    <div className={classes("relative", large ? "size-full" : "flex justify-center rounded-s bg-sunken")}>
      <div
        ref={area}
        role="group"
        aria-label={words.zoomable(label)}
        tabIndex={0}
        {...zoom.pointer}
        onKeyDown={(event) => {
          if (!event.defaultPrevented && press(event.key)) event.preventDefault();
        }}
        style={large ? undefined : inPanel(ratio)}
        className={classes(
          "relative max-w-full overflow-hidden rounded-s outline-offset-2 select-none",
          large && "[container-type:size] grid size-full place-items-center",
          zoom.zoomedIn ? "cursor-grab touch-none active:cursor-grabbing" : "cursor-zoom-in touch-pan-y",
        )}
      >
        <div className={large ? "relative" : "relative size-full"} style={{ ...(large && fitting(ratio)), transform: placed(zoom.view) }}>
          <Preview file={file} width={large ? 800 : 700} fit="contain" />
          {source && <Sharper key={source.url} source={source} />}
        </div>
      </div>
      {large && <ZoomBar zoom={zoom} />}
    </div>
  );
}

const PANEL_HEIGHT = 250;
/** A picture may be thousands of times as wide as it is high, or as high as it is wide, and has a place to be seen and pressed. */
const LEAST_SIDE = 32;
const inPanel = (ratio: number) => {
  const shape = Math.min(Math.max(ratio, LEAST_SIDE / PANEL_HEIGHT), PANEL_HEIGHT / LEAST_SIDE);
  return { width: PANEL_HEIGHT * shape, aspectRatio: shape };
};
/** As large as the container lets it be. */
const fitting = (ratio: number) => ({ width: `min(100cqw, 100cqh * ${ratio})`, aspectRatio: ratio });
const placed = ({ scale, x, y }: View) => (scale === 1 ? undefined : `translate(${x}px, ${y}px) scale(${scale})`);

/** The smallest source with a pixel for each of the screen's, else the largest. */
function sharpEnough(sources: readonly Picture[], width: number): Picture | undefined {
  const needed = width * (globalThis.devicePixelRatio || 1);
  return sources.find((one) => one.width >= needed) ?? sources.at(-1);
}

function Sharper({ source }: { source: Picture }) {
  const [loaded, setLoaded] = useState(false);
  return (
    <img
      src={source.url}
      alt=""
      draggable={false}
      decoding="async"
      onLoad={() => setLoaded(true)}
      className={classes("absolute inset-0 size-full object-contain", !loaded && "opacity-0")}
    />
  );
}

/** A button that can do no more keeps the focus of whoever pressed it. */
function ZoomBar({ zoom }: { zoom: ReturnType<typeof useZoom> }) {
  const times = words.times(zoom.view.scale);
  // Whoever speaks to the app says what stands on the button.
  const fit = zoom.zoomedIn ? words.fitFrom(times) : words.fit;
  return (
    <div className="absolute bottom-3 left-1/2 flex -translate-x-1/2 items-center rounded-l bg-float p-1 text-float-ink shadow-float">
      <IconButton tone="float" size="s" label={words.smaller} icon={<Minus aria-hidden />} aria-disabled={!zoom.zoomedIn} onClick={zoom.smaller} />
      <button type="button" aria-label={fit} title={words.fit} onClick={zoom.fit} className="h-7 min-w-14 rounded-m text-s hover:bg-float-line/40">
        {zoom.zoomedIn ? times : words.fits}
      </button>
      <IconButton tone="float" size="s" label={words.larger} icon={<Plus aria-hidden />} aria-disabled={zoom.closest} onClick={zoom.larger} />
    </div>
  );
}
