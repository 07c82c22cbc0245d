import type { CropPreset, MediaFileDetail } from "../../../api/types";
import { Preview } from "../../../ui/grid/Preview";
import { text } from "../../../ui/text";
import { cropPosition, type Point } from "./crop";

interface CropStripProps {
  file: MediaFileDetail;
  crops: Record<string, CropPreset>;
  focus: Point;
  /** Of the pictures. */
  height: number;
  /** Says how large each is, not only its name. */
  sized?: boolean;
}

/** Every crop that sites are given, as the focal point makes it. Drawn here, so that it follows the hand. */
export function CropStrip({ file, crops, focus, height, sized }: CropStripProps) {
  const ratio = file.width && file.height ? file.width / file.height : 1;
  const all = Object.entries(crops);
  if (all.length === 0) return null;
  return (
    <ul aria-label={text.library.focal.crops} className={sized ? "flex flex-wrap items-end gap-3" : "flex items-end gap-1.5"}>
      {all.map(([name, crop]) => {
        const shape = crop.width / crop.height;
        return (
          <li key={name} title={text.library.focal.cropSaid(crop.label, crop.width, crop.height)} className="text-xs text-ink-2">
            <div style={{ width: height * Math.min(shape, 2.2), aspectRatio: shape }} className="overflow-hidden rounded-[2px] bg-sunken">
              <Preview file={file} width={sized ? 500 : 200} focus={cropPosition(focus, ratio, shape)} />
            </div>
            <p className={sized ? "mt-1" : "mt-0.5 text-ink-3"}>
              {crop.label} {sized && <span className="text-ink-3">{text.facts.pixels(crop.width, crop.height)}</span>}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
