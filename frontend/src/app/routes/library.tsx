import { LibraryView } from "../../features/library/LibraryView";
import { UploadButton } from "../../features/uploads/UploadButton";

export function Component() {
  return <LibraryView upload={<UploadButton />} />;
}
