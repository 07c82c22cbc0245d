import { useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useCallback } from "react";

import { useNamespace } from "../../api/namespace";
import type { MediaFile } from "../../api/types";
import { IconButton } from "../../ui/Button";
import { TabPanel, TabRoot, TabStrip } from "../../ui/Tabs";
import { text } from "../../ui/text";
import { refusalOf } from "./accepts";
import { DropZone } from "./DropZone";
import { IdsPane } from "./IdsPane";
import { LibraryPane } from "./LibraryPane";
import type { MediaPickerProps } from "./MediaPicker";
import { PickerFooter } from "./PickerFooter";
import { knownFile } from "./queries";
import { UploadPane } from "./UploadPane";
import { useChoices } from "./useChoices";
import { useIncoming } from "./useIncoming";
import { recentlyChosen, rememberChosen, START, type Tab, useWhereabouts } from "./whereabouts";

const words = text.picker;
const panel = "flex min-h-0 flex-1 flex-col outline-none data-[state=inactive]:hidden";

export function PickerBody(props: MediaPickerProps) {
  const { title, accepts, multiple = false, most, onPage, onClose, onChoose } = props;
  const client = useQueryClient();
  const namespace = useNamespace().slug;
  const place = useWhereabouts((state) => state.places[namespace]) ?? START;
  const go = useWhereabouts((state) => state.go);
  const choices = useChoices(props.initial, { multiple, most });

  const takeIn = (file: MediaFile, first: boolean) => {
    const refused = refusalOf(file, accepts);
    if (first && !refused) choices.add(file.id);
    if (first || !refused || !choices.list.some((one) => one.media === file.id)) return;
    choices.remove(file.id);
    choices.refuse(file);
  };
  const incoming = useIncoming(takeIn);
  const send = (files: readonly File[]) => {
    if (files.length === 0) return;
    go(namespace, { tab: "upload" });
    incoming.send(files);
  };
  const confirm = useCallback(() => {
    const ids = choices.list.map((one) => one.media);
    if (ids.length === 0) return;
    rememberChosen(namespace, ids);
    onChoose([...choices.list]);
  }, [choices.list, namespace, onChoose]);

  const press = (id: string, how: "open" | "toggle") => {
    const file = knownFile(client, id);
    const chosen = choices.list.some((one) => one.media === id);
    if (!file) return;
    if (chosen && how === "open" && !multiple) confirm();
    else if (chosen) choices.remove(id);
    else if (refusalOf(file, accepts)) choices.refuse(file);
    else choices.add(id);
  };
  const grid = { accepts, multiple, choices, press };
  const tabs = [
    { value: "library", label: words.tabs.library },
    { value: "recent", label: words.tabs.recent },
    { value: "page", label: words.tabs.page, count: onPage.length },
    { value: "upload", label: words.tabs.upload },
  ];
  return (
    <DropZone onFiles={send} className="flex min-h-0 flex-1 flex-col">
      <TabRoot value={place.tab} onChange={(tab) => go(namespace, { tab: tab as Tab })} className="flex min-h-0 flex-1 flex-col">
        <header className="flex flex-wrap items-center gap-x-3.5 border-b border-line px-4 pt-3 tab:flex-nowrap">
          <Radix.Title className="min-w-0 truncate pb-2.5 text-l font-semibold">{title}</Radix.Title>
          <TabStrip label={words.views} tabs={tabs} className="order-last w-full tab:order-none tab:w-auto" />
          <Radix.Close asChild>
            <IconButton label={text.common.close} icon={<X aria-hidden />} size="s" className="mb-2.5 ml-auto" />
          </Radix.Close>
        </header>
        <TabPanel value="library" className={panel}>
          <LibraryPane grid={grid} />
        </TabPanel>
        <TabPanel value="recent" className={panel}>
          <IdsPane grid={grid} read={() => recentlyChosen(namespace)} nothing={words.noRecent} />
        </TabPanel>
        <TabPanel value="page" className={panel}>
          <IdsPane grid={grid} read={() => [...onPage]} nothing={words.noneOnPage} />
        </TabPanel>
        <TabPanel value="upload" className={panel}>
          <UploadPane arrivals={incoming.arrivals} accepts={accepts} choices={choices} onFiles={send} />
        </TabPanel>
        <PickerFooter choices={choices} accepts={accepts} multiple={multiple} most={most} onUse={confirm} onCancel={onClose} />
      </TabRoot>
    </DropZone>
  );
}
