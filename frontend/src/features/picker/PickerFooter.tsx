import { useQueries } from "@tanstack/react-query";

import { fileQuery } from "../../api/files";
import type { MediaFile } from "../../api/types";
import { Button } from "../../ui/Button";
import { StateWord } from "../../ui/Chip";
import { Preview } from "../../ui/grid/Preview";
import { text } from "../../ui/text";
import { type Accepts, onlyImages, refusalOf } from "./accepts";
import { AltText } from "./AltText";
import { lacksAlt } from "./choice";
import { LookCloser } from "./LookCloser";
import { OrderStrip } from "./OrderStrip";
import { RefusedRow } from "./RefusedRow";
import type { Choices } from "./useChoices";

interface PickerFooterProps {
  choices: Choices;
  accepts: Accepts;
  multiple: boolean;
  most?: number;
  onUse: () => void;
  onCancel: () => void;
}

/** What is chosen, in order, with the words for each; and the way out. */
export function PickerFooter({ choices, accepts, multiple, most, onUse, onCancel }: PickerFooterProps) {
  const { list, current, notice, refused } = choices;
  const answers = useQueries({ queries: list.map((one) => fileQuery(one.media)) });
  const files = new Map<string, MediaFile>(answers.flatMap(({ data }) => (data ? [[data.id, data]] : [])));
  const asked = list.find((one) => one.media === current);
  const askedFile = asked && files.get(asked.media);
  const lacking = list.filter((one) => lacksAlt(one, files.get(one.media)));
  const first = lacking[0];
  const refusal = refused && text.picker.notChosen(refused.title, refusalOf(refused, accepts) ?? "");
  const said = [refusal ?? notice, refusal && !multiple && askedFile && text.picker.stays(askedFile.title)].filter(Boolean).join(" ");
  return (
    <footer className="grid gap-2.5 border-t border-line bg-surface px-4 py-2.5 pb-[max(10px,env(safe-area-inset-bottom))]">
      {refused && <RefusedRow file={refused} said={said} />}
      {asked && askedFile?.kind === "image" && (
        <AltText choice={asked} file={askedFile} onChange={choices.change} wide />
      )}
      <div className="flex flex-wrap items-center gap-2.5">
        {multiple && list.length > 0 && <OrderStrip choices={choices} files={files} />}
        {!multiple && askedFile && (
          <span className="h-10 w-13 overflow-hidden rounded-[3px] bg-sunken">
            <Preview file={askedFile} width={52} focus={askedFile.focal_point} />
          </span>
        )}
        {askedFile && <LookCloser key={askedFile.id} file={askedFile} />}
        <span className={multiple ? "text-ink-2" : "min-w-20 flex-1 truncate text-ink-2"}>
          {multiple ? (
            <>
              {text.picker.count(list.length, most)}
              {list.length > 1 && `, ${text.picker.toOrder}`}
            </>
          ) : (
            askedFile?.title
          )}
        </span>
        {multiple && first && (
          <button type="button" onClick={() => choices.focus(first.media)}>
            <StateWord mood="warn">{text.picker.lacking(lacking.length)}</StateWord>
          </button>
        )}
        <span role="status" className={refused ? "sr-only" : "text-s text-warn"}>
          {said}
        </span>
        <span className="ml-auto flex gap-2.5">
          <Button onClick={onCancel}>{text.common.cancel}</Button>
          <Button tone="primary" disabled={list.length === 0} onClick={onUse}>
            {text.picker.use(list.length, onlyImages(accepts))}
          </Button>
        </span>
      </div>
    </footer>
  );
}
