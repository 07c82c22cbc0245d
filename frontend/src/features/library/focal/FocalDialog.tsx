import { useState } from "react";

import type { CropPreset, MediaFileDetail } from "../../../api/types";
import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { Preview } from "../../../ui/grid/Preview";
import { explain, text } from "../../../ui/text";
import { useFileChange } from "../panel/useFileChange";
import { CropStrip } from "./CropStrip";
import { FocalPoint } from "./FocalPoint";

interface FocalDialogProps {
  file: MediaFileDetail;
  crops: Record<string, CropPreset>;
  onClose: () => void;
}

const MIDDLE = { x: 0.5, y: 0.5 };
const words = text.library.focal;

/** Where the picture's heart is: moved on the picture, with what every crop makes of it below. */
export function FocalDialog({ file, crops, onClose }: FocalDialogProps) {
  const { save, mutation } = useFileChange(file);
  const [point, setPoint] = useState(file.focal_point);
  const ratio = file.width && file.height ? file.width / file.height : 1.33;
  const store = () => save({ focal_point: point }).then(onClose, () => undefined);
  const footer = (
    <>
      <Button tone="quiet" className="mr-auto" onClick={() => setPoint(MIDDLE)} disabled={point.x === 0.5 && point.y === 0.5}>
        {words.reset}
      </Button>
      <Button onClick={onClose}>{text.common.cancel}</Button>
      <Button tone="primary" busy={mutation.isPending} onClick={() => void store()}>
        {text.common.save}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={words.title} description={words.lead} width="wide" footer={footer}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <div className="flex justify-center rounded-s bg-sunken">
          <div className="relative max-w-full" style={{ width: `calc(min(46dvh, 420px) * ${ratio})`, aspectRatio: ratio }}>
            <Preview file={file} width={1200} fit="contain" />
            <FocalPoint value={point} onMove={setPoint} />
          </div>
        </div>
        <CropStrip file={file} crops={crops} focus={point} height={84} sized />
        {mutation.isError && (
          <p role="alert" className="text-bad">
            {text.library.panel.notSaved(explain(mutation.error))}
          </p>
        )}
      </div>
    </Dialog>
  );
}
