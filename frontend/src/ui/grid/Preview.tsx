import { FileQuestion, FileText, Film, Image } from "lucide-react";
import { useState } from "react";

import { classes } from "../classes";
import { type DrawableFile, mayBeSeenThrough, type Picture, thumbnailFor, typeWord } from "./file";
import { placeholderImage } from "./placeholder";

interface PreviewProps {
  file: DrawableFile;
  width: number;
  /** How the picture fills its box. */
  fit?: "cover" | "contain";
  /** The point that stays in sight when the picture is cropped. */
  focus?: { x: number; y: number };
  className?: string;
}

/** The picture of a file: first its ThumbHash, then the thumbnail over it; a drawn sheet or wave where there is none. */
export function Preview({ file, width, fit = "cover", focus, className }: PreviewProps) {
  const picture = thumbnailFor(file, width);
  const [loaded, setLoaded] = useState<string | null>(null);
  const [broken, setBroken] = useState<string | null>(null);
  if (!picture || broken === picture.url) return <Stand file={file} />;
  const drawn = loaded === picture.url;
  const blurred = placeholderImage(file.placeholder);
  return (
    <div className={classes("relative size-full", mayBeSeenThrough(file) && "bg-checked", className)}>
      {/* Nothing may stay of it around a picture that does not fill its box, or behind one that can be seen through. */}
      <div
        className={classes("absolute inset-0 bg-cover bg-center transition-opacity duration-100", drawn && "opacity-0 delay-100")}
        style={{ backgroundImage: blurred, backgroundColor: blurred ? undefined : (file.dominant_color ?? undefined) }}
      />
      <img
        src={picture.url}
        alt=""
        draggable={false}
        decoding="async"
        onLoad={() => setLoaded(picture.url)}
        onError={() => setBroken(picture.url)}
        className={classes(
          "relative size-full transition-opacity duration-100",
          fit === "contain" ? "object-contain" : isWave(file, picture) ? "object-fill" : "object-cover",
          drawn ? "opacity-100" : "opacity-0",
        )}
        style={focus && { objectPosition: `${focus.x * 100}% ${focus.y * 100}%` }}
      />
    </div>
  );
}

/** A waveform is drawn much wider than its tile: its bars move together rather than be cut off. */
const isWave = (file: DrawableFile, picture: Picture) => file.kind === "audio" && picture.width > 2 * picture.height;

/** What stands for a file without a picture, drawn so that kinds are told apart at a glance. */
function Stand({ file }: { file: DrawableFile }) {
  const blurred = placeholderImage(file.placeholder);
  if (blurred) return <div className="size-full bg-cover" style={{ backgroundImage: blurred }} />;
  if (file.kind === "audio") return <Wave seed={file.id} />;
  if (file.kind === "document") return <Paper file={file} />;
  const Icon = file.kind === "video" ? Film : file.kind === "image" ? Image : FileQuestion;
  return (
    <div className="grid size-full place-items-center text-ink-3">
      <Icon className="size-6 stroke-[1.25]" aria-hidden />
    </div>
  );
}

function Wave({ seed }: { seed: string }) {
  const signs = [...`${seed}${seed}`].slice(0, 44);
  return (
    <div className="flex size-full items-center gap-[2px] px-[12%] text-ink-3" aria-hidden>
      {signs.map((sign, index) => {
        const level = (sign.charCodeAt(0) * (index + 7)) % 70;
        const height = 14 + level * Math.sin((Math.PI * (index + 1)) / (signs.length + 1));
        return <span key={index} className="flex-1 rounded-[1px] bg-current" style={{ height: `${height}%` }} />;
      })}
    </div>
  );
}

function Paper({ file }: { file: DrawableFile }) {
  return (
    <div className="grid size-full place-items-center" aria-hidden>
      <div className="relative grid aspect-[0.72] h-[64%] place-items-center border border-line bg-on-picture text-[#5d5a53]">
        <FileText className="size-5 stroke-[1.25]" />
        <span
          data-type={typeWord(file.file_type)}
          className="absolute inset-x-0 bottom-[8%] text-center text-[9px] font-semibold tracking-wide before:content-[attr(data-type)]"
        />
      </div>
    </div>
  );
}
