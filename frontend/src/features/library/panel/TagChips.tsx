import { useQuery } from "@tanstack/react-query";
import { Check, X } from "lucide-react";

import { useNamespace } from "../../../api/namespace";
import { tagsQuery } from "../../../api/organising";
import type { MediaFileDetail, Suggestion } from "../../../api/types";
import { Chip } from "../../../ui/Chip";
import { Combobox } from "../../../ui/Combobox";
import { explain, text } from "../../../ui/text";
import { useFileChange } from "./useFileChange";
import type { Decide } from "./useSuggestions";

interface TagChipsProps {
  file: MediaFileDetail;
  proposals: readonly Suggestion[];
  onDecide: Decide;
}

const words = text.library.panel;

/** The file's tags, solid; the proposed ones behind them, dashed. */
export function TagChips({ file, proposals, onDecide }: TagChipsProps) {
  const { mutation } = useFileChange(file);
  const tags = useQuery(tagsQuery(useNamespace().slug)).data ?? [];
  const names = file.tags.map((tag) => tag.name);
  const fixed = !file.permissions.change;
  const free = tags.filter((tag) => !names.includes(tag.name));
  const put = (tagNames: string[]) => mutation.mutate({ tags: tagNames });
  return (
    <section aria-label={text.library.tags}>
      <h2 className="mb-1 text-xs text-ink-2">{text.library.tags}</h2>
      <div className="flex flex-wrap gap-1.5">
        {file.tags.map((tag) => (
          <Chip key={tag.id} color={tag.color} onRemove={fixed ? undefined : () => put(names.filter((name) => name !== tag.name))}>
            {tag.name}
          </Chip>
        ))}
        {proposals.map((one) => (
          <ProposedTag key={one.id} suggestion={one} onDecide={onDecide} />
        ))}
        {fixed && file.tags.length === 0 && <span className="text-s text-ink-3">{text.common.none}</span>}
      </div>
      {!fixed && (
        <Combobox
          label={words.addTag}
          choices={free.map((tag) => ({ value: tag.id, label: tag.name, color: tag.color }))}
          onPick={(choice) => put([...names, choice.label])}
          onNew={(name) => put([...names, name])}
          quiet
          className="-mx-2.5 mt-1"
        />
      )}
      {mutation.isError && (
        <p role="alert" className="mt-1 text-s text-bad">
          {words.notSaved(explain(mutation.error))}
        </p>
      )}
    </section>
  );
}

function ProposedTag({ suggestion, onDecide }: { suggestion: Suggestion; onDecide: Decide }) {
  const button = "grid size-6 place-items-center rounded-full text-ink-3 hover:bg-sunken hover:text-ink";
  return (
    <span className="inline-flex h-6 items-center rounded-full border border-dashed border-line-strong pl-2.5 text-s text-ink-2">
      <span className="mr-1 truncate">{suggestion.value}</span>
      <button type="button" aria-label={words.accept(suggestion.value)} onClick={() => onDecide(suggestion, "accept")} className={button}>
        <Check className="size-3" aria-hidden />
      </button>
      <button type="button" aria-label={words.reject(suggestion.value)} onClick={() => onDecide(suggestion, "reject")} className={button}>
        <X className="size-3" aria-hidden />
      </button>
    </span>
  );
}
