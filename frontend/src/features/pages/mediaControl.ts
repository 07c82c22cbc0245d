import { createContext, useContext } from "react";
import type { ReactNode } from "react";

import type { Kind } from "../../api/types";

/** A file in a widget: by id, with the words for this place. */
export interface MediaValue {
  media: string;
  alt_text: string;
  decorative: boolean;
}

/** What a form asks of the control with which media are chosen. */
export interface MediaControlProps {
  label: string;
  value: readonly MediaValue[];
  onChange: (value: MediaValue[]) => void;
  accepts: { kinds?: readonly Kind[] };
  multiple: boolean;
  most?: number;
  asksAlt: boolean;
  /** Ids of the files that the page already shows. */
  onPage: readonly string[];
  error?: string;
  altErrors?: Readonly<Record<number, string>>;
}

/** Draws the control. */
export type MediaControl = (props: MediaControlProps) => ReactNode;

const ControlContext = createContext<MediaControl | null>(null);

/** The route gives the control, since choosing media is a feature of its own. */
export const MediaControlProvider = ControlContext.Provider;

export function useMediaControl(): MediaControl {
  const control = useContext(ControlContext);
  if (!control) throw new Error("no control for media");
  return control;
}
