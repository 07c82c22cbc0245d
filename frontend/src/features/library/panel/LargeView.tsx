import { Download } from "lucide-react";

import { downloadAddress } from "../../../api/files";
import type { MediaFileDetail } from "../../../api/types";
import { Button } from "../../../ui/Button";
import { Lightbox } from "../../../ui/Lightbox";
import { text } from "../../../ui/text";
import { useViewing } from "../../../ui/viewing";
import type { Walk } from "./useWalk";

interface LargeViewProps {
  id: string;
  /** Undefined while it is read. */
  file: MediaFileDetail | undefined;
  walk: Walk;
  onClose: () => void;
}

/** The file over the whole window; arrows walk on. */
export function LargeView({ id, file, walk, onClose }: LargeViewProps) {
  const { Viewer } = useViewing();
  const words = text.library.panel;
  const download = file && file.status !== "quarantined" && (
    <Button asChild tone="quiet" className="w-9 px-0!">
      <a href={downloadAddress(file.id)} download aria-label={words.download} title={words.download}>
        <Download aria-hidden />
      </a>
    </Button>
  );
  return (
    <Lightbox
      title={file?.title ?? walk.title ?? text.common.loading}
      onClose={onClose}
      walk={{ position: walk.at > 0 ? words.position(walk.at, walk.count) : "", previous: walk.previous, next: walk.next }}
      actions={download}
    >
      <Viewer key={id} id={id} large />
    </Lightbox>
  );
}
