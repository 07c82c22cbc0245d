import { createContext, useContext } from "react";

import type { WidgetType } from "../../api/types";
import type { Widget } from "./content";
import type { DraftWork } from "./draft/useDraft";
import type { FormField } from "./form/fields";

/** What every part of the open page works on. */
export interface EditorWork extends DraftWork {
  types: readonly WidgetType[];
  fieldsOf: (type: string) => readonly FormField[];
  labelOf: (type: string) => string;
  /** Whether the person may change the page. */
  editable: boolean;
  /** Id of the selected widget. */
  selected: string | null;
  select: (id: string | null) => void;
  /** Shows the settings where they are not always in sight. */
  openSettings: () => void;
  acts: WidgetActs;
}

export interface WidgetActs {
  /** Returns the id of the new widget. */
  add: (slot: string, index: number, type: string) => string;
  remove: (id: string) => void;
  shift: (id: string, step: 1 | -1) => void;
  duplicate: (id: string) => void;
  configure: (id: string, config: Widget["config"]) => void;
}

/** The id of the element in which a widget is drawn. */
export const frameId = (widget: string) => `widget-${widget}`;

const EditorContext = createContext<EditorWork | null>(null);

export const EditorProvider = EditorContext.Provider;

export function useEditor(): EditorWork {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error("outside of a page");
  return editor;
}
