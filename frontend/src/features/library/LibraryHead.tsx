import { useQuery } from "@tanstack/react-query";
import { type ReactNode, type RefObject, useMemo } from "react";

import type { FileCount } from "../../api/fileIndex";
import { useNamespace } from "../../api/namespace";
import { tagsQuery } from "../../api/organising";
import { text } from "../../ui/text";
import { FilterBar } from "./FilterBar";
import type { LibraryState } from "./libraryState";
import { SearchBox } from "./SearchBox";

interface LibraryHeadProps {
  state: LibraryState;
  onChange: (part: Partial<LibraryState>, options?: { replace?: boolean }) => void;
  count: FileCount | undefined;
  upload?: ReactNode;
  /** Whether the view has a heading of its own. */
  titled: boolean;
  searchRef: RefObject<HTMLInputElement | null>;
  rowHeight: number;
  onRowHeight: (height: number) => void;
}

export function LibraryHead({ state, onChange, count, upload, titled, searchRef, rowHeight, onRowHeight }: LibraryHeadProps) {
  const tags = useQuery(tagsQuery(useNamespace().slug)).data;
  const tagNames = useMemo(() => new Map(tags?.map((tag) => [tag.slug, tag.name])), [tags]);
  return (
    <>
      {!titled && <h1 className="sr-only">{text.shell.library}</h1>}
      <div className="flex items-center justify-between gap-2.5 px-3 pt-3 pb-2 tab:px-4.5">
        <SearchBox state={state} onChange={onChange} tagNames={tagNames} inputRef={searchRef} />
        {upload}
      </div>
      <FilterBar state={state} onChange={onChange} tags={tags ?? []} count={count} rowHeight={rowHeight} onRowHeight={onRowHeight} />
    </>
  );
}
