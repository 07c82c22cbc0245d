import { createContext, useContext } from "react";
import type { ReactNode } from "react";

export interface ViewerProps {
  /** Of the file. */
  id: string;
  /** Fills what is around it, and takes the keys; else as high as it needs in a panel. */
  large?: boolean;
}

interface Viewing {
  /** Shows a file in the way of its kind. */
  Viewer: (props: ViewerProps) => ReactNode;
  /** Lies over a film's tile, and leafs through it while a pointer rests there. */
  HoverScrub: (props: { id: string; width: number; height: number }) => ReactNode;
}

const ViewingContext = createContext<Viewing | null>(null);

/** The app gives the viewers, since showing a file is a feature of its own that several others need. */
export const ViewingProvider = ViewingContext.Provider;

export function useViewing(): Viewing {
  const viewing = useContext(ViewingContext);
  if (!viewing) throw new Error("no viewers");
  return viewing;
}
