import { useState } from "react";

import type { MediaFileDetail } from "../../../api/types";
import { Button } from "../../../ui/Button";
import { text } from "../../../ui/text";
import { useViewing } from "../../../ui/viewing";
import { CropStrip } from "../focal/CropStrip";
import { FocalDialog } from "../focal/FocalDialog";

/** The file as it is looked at or played; of a picture also what every crop keeps, which leads to its focal point. */
export function Stage({ file }: { file: MediaFileDetail }) {
  const { Viewer } = useViewing();
  const [editing, setEditing] = useState(false);
  const { crops } = file;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2 px-3">
      <Viewer id={file.id} />
      {file.kind === "image" && file.status === "ready" && (
        <div className="flex flex-wrap items-center gap-2">
          <CropStrip file={file} crops={crops} focus={file.focal_point} height={36} />
          {file.permissions.change && (
            <Button size="s" tone="quiet" className="ml-auto" onClick={() => setEditing(true)}>
              {text.library.panel.focal}
            </Button>
          )}
        </div>
      )}
      {editing && <FocalDialog file={file} crops={crops} onClose={() => setEditing(false)} />}
    </div>
  );
}
