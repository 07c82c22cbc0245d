import { Upload } from "lucide-react";
import { useRef } from "react";

import { useNamespace, useRole } from "../../api/namespace";
import { Button } from "../../ui/Button";
import { text } from "../../ui/text";
import { enqueue } from "./engine";

/** Opens the chooser; the files land in the namespace that is open, and in the collection if one is given. */
export function UploadButton({ collection }: { collection?: string }) {
  const input = useRef<HTMLInputElement>(null);
  const namespace = useNamespace().slug;
  const mayUpload = useRole("contributor");
  if (!mayUpload) return null;
  return (
    <>
      <Button tone="primary" onClick={() => input.current?.click()}>
        <Upload aria-hidden />
        {text.uploads.upload}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={text.uploads.choose}
        onChange={(event) => {
          enqueue([...(event.target.files ?? [])], { namespace, collection });
          // The same file can be chosen again.
          event.target.value = "";
        }}
      />
    </>
  );
}
