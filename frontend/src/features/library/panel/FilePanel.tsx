import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { ApiError } from "../../../api/errors";
import { fileQuery } from "../../../api/files";
import type { MediaFileDetail } from "../../../api/types";
import { EmptyState } from "../../../ui/EmptyState";
import { Sheet } from "../../../ui/Sheet";
import { Skeleton } from "../../../ui/Skeleton";
import { TabPanel, Tabs } from "../../../ui/Tabs";
import { explain, text } from "../../../ui/text";
import { useHotkeys } from "../../../ui/useHotkeys";
import { useMedia } from "../../../ui/useSize";
import { Warning } from "../../../ui/Warning";
import { Facts } from "../facts/Facts";
import { versionsQuery } from "../queries";
import { About } from "./About";
import { LargeView } from "./LargeView";
import { PanelBar } from "./PanelBar";
import { Stage } from "./Stage";
import { Trouble } from "./Trouble";
import { Used } from "./Used";
import { useWalk, type Walkable } from "./useWalk";
import { Versions } from "./Versions";

export interface FilePanelProps {
  id: string;
  /** The result that the arrows walk. */
  result: Walkable;
  onOpen: (id: string | null) => void;
  /** Fills the window. */
  large: boolean;
  onLarge: (large: boolean) => void;
  /** How often in a row it was asked to edit the title; 0 while nobody does. */
  editTitle: number;
  onTrash: (id: string) => void;
  onRetry: (id: string) => void;
}

/** One file, beside the grid; on smaller screens a sheet over it. */
export function FilePanel(props: FilePanelProps) {
  const beside = useMedia("(min-width: 1000px)");
  // Beside the panel the library hears its own keys; a sheet over it keeps them from there.
  useHotkeys(beside ? {} : { f: () => props.onLarge(true) }, { inSheet: true });
  if (beside) {
    return (
      <aside aria-label={text.library.panel.label} data-panel className="flex w-93 shrink-0 flex-col border-l border-line bg-surface animate-slide">
        <PanelBody {...props} />
      </aside>
    );
  }
  return (
    <Sheet open onClose={() => props.onOpen(null)} title={text.library.panel.label}>
      <PanelBody {...props} />
    </Sheet>
  );
}

function PanelBody(props: FilePanelProps) {
  const file = useQuery(fileQuery(props.id));
  const walk = useWalk(props.id, props.result, props.onOpen);
  const section = useSection(props.editTitle);
  return (
    <>
      <PanelBar {...props} file={file.data} walk={walk} />
      <div className="min-h-0 flex-1 overflow-y-auto pb-6">
        {file.data ? (
          <Sections key={props.id} {...props} {...section} file={file.data} />
        ) : file.error ? (
          <EmptyState title={missing(file.error) ? text.library.panel.noFile : explain(file.error)} />
        ) : (
          <PanelSkeleton />
        )}
      </div>
      {props.large && (file.data || !file.error) && <LargeView id={props.id} file={file.data} walk={walk} onClose={() => props.onLarge(false)} />}
    </>
  );
}

const missing = (error: Error) => error instanceof ApiError && error.status === 404;

/** The section that is read, kept while the files are walked; the title is edited in the first. */
function useSection(editTitle: number) {
  const [state, setState] = useState({ tab: "about", edits: editTitle });
  if (state.edits !== editTitle) setState({ tab: editTitle > 0 ? "about" : state.tab, edits: editTitle });
  return { tab: state.tab, setTab: (tab: string) => setState((before) => ({ ...before, tab })) };
}

type SectionsProps = FilePanelProps & ReturnType<typeof useSection> & { file: MediaFileDetail };

function Sections({ file, editTitle, tab, setTab, onRetry }: SectionsProps) {
  const versions = useQuery({ ...versionsQuery(file.id), enabled: file.version > 1 || tab === "versions" });
  const words = text.library.panel;
  const tabs = [
    { value: "about", label: words.about },
    { value: "facts", label: words.facts },
    { value: "used", label: words.used, count: file.usage_count },
    { value: "versions", label: words.versions, count: versions.data?.length ?? file.version },
  ];
  return (
    <>
      <Stage file={file} />
      <Trouble file={file} onRetry={() => onRetry(file.id)} />
      <Programs inside={file.metadata} />
      <Tabs label={words.sections} value={tab} onChange={setTab} tabs={tabs} className="mt-1.5">
        <TabPanel value="about">
          <About file={file} editTitle={editTitle} />
        </TabPanel>
        <TabPanel value="facts">
          <Facts file={file} onRetry={() => onRetry(file.id)} />
        </TabPanel>
        <TabPanel value="used">
          <Used id={file.id} />
        </TabPanel>
        <TabPanel value="versions">
          <Versions file={file} />
        </TabPanel>
      </Tabs>
    </>
  );
}

/** Whoever sends or publishes a document with programs inside should know that they do, whatever they look at. */
function Programs({ inside }: { inside: MediaFileDetail["metadata"] }) {
  const { macros, scripts } = text.facts;
  return (
    <>
      {inside["has_macros"] === true && <Warning className="mx-3 mt-3">{macros}</Warning>}
      {inside["has_scripts"] === true && <Warning className="mx-3 mt-3">{scripts}</Warning>}
    </>
  );
}

function PanelSkeleton() {
  return (
    <div role="status" aria-label={text.common.loading} className="grid gap-3 px-3">
      <Skeleton className="h-58" />
      <Skeleton className="h-5 w-2/3" />
      <Skeleton className="h-4" />
      <Skeleton className="h-4 w-4/5" />
    </div>
  );
}
