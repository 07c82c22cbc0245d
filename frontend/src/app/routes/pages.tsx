import { PagesView } from "../../features/pages/PagesView";
import { type MediaControl, MediaControlProvider } from "../../features/pages/mediaControl";
import { MediaField } from "../../features/picker/MediaField";
import { UploadDoorProvider } from "../../features/picker/uploadDoor";
import { uploadDoor } from "../uploadDoor";

const drawControl: MediaControl = (props) => <MediaField {...props} />;

export function Component() {
  return (
    <UploadDoorProvider value={uploadDoor}>
      <MediaControlProvider value={drawControl}>
        <PagesView />
      </MediaControlProvider>
    </UploadDoorProvider>
  );
}
