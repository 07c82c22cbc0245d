import { Expand } from "lucide-react";
import { useState } from "react";

import type { MediaFile } from "../../api/types";
import { IconButton } from "../../ui/Button";
import { Lightbox } from "../../ui/Lightbox";
import { text } from "../../ui/text";
import { useViewing } from "../../ui/viewing";

/** Looks at the chosen file before it is used: large, playing, page by page. */
export function LookCloser({ file }: { file: MediaFile }) {
  const { Viewer } = useViewing();
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton label={text.picker.look(file.title)} icon={<Expand aria-hidden />} onClick={() => setOpen(true)} />
      {open && (
        <Lightbox title={file.title} onClose={() => setOpen(false)}>
          <Viewer id={file.id} large />
        </Lightbox>
      )}
    </>
  );
}
