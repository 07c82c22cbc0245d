import { useQuery } from "@tanstack/react-query";
import { useMatch } from "react-router";

import { useNamespace, useRole } from "../api/namespace";
import { collectionQuery } from "../api/organising";
import { meQuery } from "../api/session";
import { DropAnywhere, DropRefused } from "../features/uploads/DropAnywhere";
import { UploadTray } from "../features/uploads/UploadTray";
import { useUploads } from "../features/uploads/useUploads";

/** The queue over every view; where a collection is open, files land in it. */
export function UploadsHost() {
  const namespace = useNamespace();
  const collection = useMatch("/:namespace/collections/:collection")?.params.collection;
  const title = useQuery({ ...collectionQuery(collection ?? ""), enabled: collection !== undefined }).data?.title;
  const signedIn = Boolean(useQuery(meQuery).data?.user);
  const mayUpload = useRole("contributor");
  useUploads(signedIn);
  return (
    <>
      {mayUpload ? (
        <DropAnywhere target={{ namespace: namespace.slug, collection }} place={title ?? namespace.name} />
      ) : (
        <DropRefused />
      )}
      <UploadTray />
    </>
  );
}
