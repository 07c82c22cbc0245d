import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { textQuery } from "../../api/derived";
import type { MediaFileDetail } from "../../api/types";
import { classes } from "../../ui/classes";
import { Segmented } from "../../ui/Segmented";
import { text } from "../../ui/text";
import { Captioned } from "./Captioned";
import { CardView } from "./CardView";
import { PagesView } from "./PagesView";
import { TextView } from "./TextView";

const words = text.viewer;
const options = [
  { value: "pages", label: words.pages },
  { value: "text", label: words.text },
] as const;

/** A document: its pages where they are drawn, its words where it has some, else the sheet that stands for it. */
export function PaperView({ file, large }: { file: MediaFileDetail; large: boolean }) {
  const pages = file.previews.pages;
  const [face, setFace] = useState<"pages" | "text">("pages");
  const readable = file.status === "ready";
  const found = useQuery({ ...textQuery(file.id), enabled: readable && (pages.length === 0 || face === "text" || large) }).data;
  const hasText = Boolean(found?.text.trim());
  const showsText = found && hasText && (pages.length === 0 || face === "text");
  if (pages.length === 0 && !showsText) {
    return (
      <Captioned caption={file.metadata["encrypted"] === true && words.needsPassword} large={large}>
        <CardView file={file} large={large} />
      </Captioned>
    );
  }
  return (
    <div className={classes("grid grid-cols-[minmax(0,1fr)] gap-2", large && "size-full grid-rows-[auto_minmax(0,1fr)]")}>
      {pages.length > 0 && (hasText || !found) && readable ? (
        <Segmented label={words.faces} value={face} options={options} onChange={setFace} className="mx-auto" />
      ) : (
        large && <span />
      )}
      {showsText ? (
        <TextView label={file.title} fileType={file.file_type} found={found} large={large} />
      ) : (
        <PagesView file={file} pages={pages} large={large} />
      )}
    </div>
  );
}
