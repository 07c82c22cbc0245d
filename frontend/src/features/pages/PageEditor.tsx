import { useCallback, useMemo, useState } from "react";
import type { DragEvent } from "react";

import type { Tagged } from "../../api/client";
import type { Layout, Page, WidgetType } from "../../api/types";
import { Sheet } from "../../ui/Sheet";
import { text } from "../../ui/text";
import { useMedia } from "../../ui/useSize";
import { Canvas } from "./canvas/Canvas";
import { ConflictBar } from "./draft/ConflictBar";
import { LeaveGuard } from "./draft/LeaveGuard";
import { useDraft } from "./draft/useDraft";
import { EditorProvider, type EditorWork } from "./editor";
import { EditorHead } from "./EditorHead";
import { fieldsOf as readFields } from "./form/fields";
import { Panel } from "./panel/Panel";
import { Preview } from "./Preview";
import { usePlaceInPage } from "./usePlaceInPage";
import { useWidgetActs } from "./useWidgetActs";

/** While files hang over the settings, the fields that take them stay in sight. */
function keepInSight(event: DragEvent) {
  if (event.defaultPrevented) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "none";
}

interface PageEditorProps {
  answer: Tagged<Page>;
  types: readonly WidgetType[];
  layouts: readonly Layout[];
  /** Shows the tree, where it is not in sight. */
  onTree?: () => void;
}

/** One page: how it will look in the middle, its settings beside it. */
export function PageEditor({ answer, types, layouts, onTree }: PageEditorProps) {
  const work = useDraft(answer);
  const { draft, page } = work;
  const { selected, select, view, look } = usePlaceInPage();
  const roomy = useMedia("(min-width: 900px)");
  const [settings, setSettings] = useState(false);
  const openSettings = useCallback(() => setSettings(true), []);

  const byType = useMemo(() => new Map(types.map((type) => [type.type, { type, fields: readFields(type) }])), [types]);
  const fieldsOf = useCallback((type: string) => byType.get(type)?.fields ?? [], [byType]);
  const labelOf = useCallback((type: string) => byType.get(type)?.type.label ?? type, [byType]);
  const acts = useWidgetActs(draft, { fieldsOf, labelOf, select });

  const editable = page.permissions.change;
  const editor: EditorWork = { ...work, types, fieldsOf, labelOf, editable, selected, select, openSettings, acts };
  const slots = layouts.find((layout) => layout.name === page.layout)?.slots ?? [];
  const panel = <Panel key={page.id} />;
  return (
    <EditorProvider value={editor}>
      <div className="flex min-h-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <EditorHead view={view} onView={look} onTree={onTree} onSettings={roomy ? undefined : openSettings} />
          <ConflictBar />
          {view === "edit" ? <Canvas slots={slots} /> : <Preview width={view} />}
        </div>
        {roomy && view === "edit" && (
          <aside aria-label={text.pages.panel} data-panel onDragOver={keepInSight} className="flex w-[300px] shrink-0 flex-col overflow-y-auto border-l border-line bg-surface wide:w-[332px]">
            {panel}
          </aside>
        )}
      </div>
      {!roomy && (
        <Sheet open={settings} onClose={() => setSettings(false)} title={text.pages.panel}>
          <div className="min-h-0 flex-1 overflow-y-auto">{panel}</div>
        </Sheet>
      )}
      <LeaveGuard />
    </EditorProvider>
  );
}
