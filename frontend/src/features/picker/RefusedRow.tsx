import type { MediaFile } from "../../api/types";
import { Preview } from "../../ui/grid/Preview";
import { LookCloser } from "./LookCloser";

/** A file that was pressed and cannot be chosen: what it is can be seen all the same. */
export function RefusedRow({ file, said }: { file: MediaFile; said: string }) {
  const held = file.status === "quarantined";
  return (
    <div className="flex items-center gap-2.5 rounded-m bg-warn-wash px-2.5 py-1.5">
      {!held && (
        <span className="h-10 w-13 shrink-0 overflow-hidden rounded-[3px] bg-sunken">
          <Preview file={file} width={52} focus={file.focal_point} />
        </span>
      )}
      {!held && <LookCloser key={file.id} file={file} />}
      {/* The footer's status says it aloud. */}
      <p aria-hidden className="min-w-0 flex-1 break-words">
        {said}
      </p>
    </div>
  );
}
