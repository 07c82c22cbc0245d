import { classes } from "../classes";
import { text } from "../text";
import { type DrawableFile, typeWord } from "./file";

/** The one line under a picture: its title, what it is where nobody sees that, and what is missing or forbids it. */
export function TileCaption({ id, file, refused }: { id?: string; file: DrawableFile; refused?: string }) {
  const flagged = file.kind === "image" && file.status === "ready" && !file.alt_text;
  const type = file.kind === "document" || file.kind === "other" ? typeWord(file.file_type) : file.kind === "audio" ? text.grid.kinds.audio : "";
  return (
    <p id={id} dir="auto" className={classes("mx-px mt-1 truncate text-s leading-[1.3]", refused && "text-ink-3")}>
      {file.title}
      {type && !refused && <span className="text-ink-3"> {type}</span>}
      {refused && <span> · {refused}</span>}
      {flagged && !refused && (
        <span className="text-warn">
          {" "}
          <span className="mx-1.5 inline-block size-1.5 rounded-full bg-warn align-[1px]" aria-hidden />
          {text.grid.noAlt}
        </span>
      )}
    </p>
  );
}
