import type { MediaFileDetail } from "../../api/types";
import { classes } from "../../ui/classes";
import { Preview } from "../../ui/grid/Preview";

/** A thumbnail is not made larger than it is twice over. */
const largeBox = (ratio: number) => ({ width: `min(100cqw, 100cqh * ${ratio}, 1200px)`, aspectRatio: ratio });

/** The file's thumbnail, or the sheet or wave that stands for its kind. */
export function CardView({ file, large }: { file: MediaFileDetail; large: boolean }) {
  const preview = file.thumbnails.large ?? file.thumbnails.medium;
  const ratio = preview ? preview.width / preview.height : 1.5;
  return (
    <div className={classes("grid place-items-center overflow-hidden rounded-s", large ? "[container-type:size] size-full" : "bg-sunken")}>
      <div className={large && !preview ? "rounded-s bg-sunken" : undefined} style={large ? largeBox(ratio) : { width: 250 * ratio, maxWidth: "100%", aspectRatio: ratio }}>
        <Preview file={file} width={large ? 1200 : 700} fit="contain" />
      </div>
    </div>
  );
}
