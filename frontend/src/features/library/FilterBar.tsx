import { SlidersHorizontal } from "lucide-react";

import type { FileCount } from "../../api/fileIndex";
import type { Tag } from "../../api/types";
import { Button } from "../../ui/Button";
import { Facet } from "../../ui/Chip";
import { Combobox } from "../../ui/Combobox";
import { Field } from "../../ui/Field";
import { Popover } from "../../ui/Popover";
import { Select } from "../../ui/Select";
import { Slider } from "../../ui/Slider";
import { text } from "../../ui/text";
import { useMedia } from "../../ui/useSize";
import { filterless, isFiltered, kinds, type LibraryState, orientations, sorts, statuses } from "./libraryState";

interface FilterBarProps {
  state: LibraryState;
  onChange: (part: Partial<LibraryState>) => void;
  tags: readonly Tag[];
  count: FileCount | undefined;
  rowHeight: number;
  onRowHeight: (height: number) => void;
}

const words = text.library;
const sortOptions = sorts.map((value) => ({ value, label: words.sorts[value] }));

export function FilterBar({ state, onChange, tags, count, rowHeight, onRowHeight }: FilterBarProps) {
  const phone = useMedia("(max-width: 599px)");
  const toggle = (kind: (typeof kinds)[number]) =>
    onChange({ kind: state.kind.includes(kind) ? state.kind.filter((one) => one !== kind) : [...state.kind, kind] });
  const more = <MoreFilters state={state} onChange={onChange} tags={tags} />;
  return (
    <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5 px-3 pb-2 text-s text-ink-2 tab:px-4.5">
      <div role="group" aria-label={words.filters} className="-mx-3 flex items-center gap-1.5 overflow-x-auto px-3 py-0.5 [scrollbar-width:none] tab:mx-0 tab:px-0">
        {/* A phone shows only the beginning of the row, and nothing says that it goes on. */}
        {phone && more}
        {kinds.map((kind) => (
          <Facet key={kind} pressed={state.kind.includes(kind)} onPress={() => toggle(kind)}>
            {words.kinds[kind]}
          </Facet>
        ))}
        <Facet pressed={state.unused} onPress={() => onChange({ unused: !state.unused })}>
          {words.unused}
        </Facet>
        {!phone && more}
        {isFiltered(state) && (
          <Button tone="quiet" size="s" onClick={() => onChange(filterless)}>
            {words.clearFilters}
          </Button>
        )}
      </div>
      <div className="flex flex-1 items-center justify-end gap-3">
        {count && <span className="whitespace-nowrap max-desk:mr-auto">{words.count(count.count, count.exact)}</span>}
        <Slider label={text.grid.size} value={rowHeight} min={90} max={340} step={10} onChange={onRowHeight} className="w-23" />
        <Select quiet label={words.sort} value={state.ordering} options={sortOptions} onChange={(ordering) => onChange({ ordering })} className="-mr-1.5" />
      </div>
    </div>
  );
}

function MoreFilters({ state, onChange, tags }: Pick<FilterBarProps, "state" | "onChange" | "tags">) {
  const statusOptions = [{ value: "any", label: words.statuses.any }, ...statuses.map((value) => ({ value, label: words.statuses[value] }))];
  const shapes = [{ value: "any", label: words.orientations.any }, ...orientations.map((value) => ({ value, label: words.orientations[value] }))];
  const trigger = (
    <Button tone="quiet" size="s">
      <SlidersHorizontal aria-hidden />
      {words.filter}
    </Button>
  );
  return (
    <Popover label={words.filters} trigger={trigger}>
      <div className="grid gap-3">
        <Field label={words.tags}>
          <Combobox
            label={words.tags}
            choices={tags.filter((tag) => !state.tags.includes(tag.slug)).map((tag) => ({ value: tag.slug, label: tag.name, color: tag.color }))}
            onPick={(choice) => onChange({ tags: [...state.tags, choice.value] })}
            empty={words.noTags}
          />
        </Field>
        <Field label={words.status}>
          <Select
            value={state.status ?? "any"}
            options={statusOptions}
            onChange={(value) => onChange({ status: statuses.find((one) => one === value) ?? null })}
          />
        </Field>
        <Field label={words.orientation}>
          <Select
            value={state.orientation ?? "any"}
            options={shapes}
            onChange={(value) => onChange({ orientation: orientations.find((one) => one === value) ?? null })}
          />
        </Field>
      </div>
    </Popover>
  );
}
