import { useParams } from "react-router";

import { LibraryView } from "../../features/library/LibraryView";
import { CollectionHead } from "../../features/organising/CollectionHead";
import { UploadButton } from "../../features/uploads/UploadButton";

export function Component() {
  const { collection = "" } = useParams();
  return <LibraryView key={collection} collection={collection} heading={<CollectionHead id={collection} />} upload={<UploadButton collection={collection} />} />;
}
