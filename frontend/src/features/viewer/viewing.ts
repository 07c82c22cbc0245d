import { FileViewer } from "./FileViewer";
import { HoverScrub } from "./HoverScrub";

/** What the feature gives to the others. */
export const viewing = { Viewer: FileViewer, HoverScrub };
