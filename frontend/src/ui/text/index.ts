/** Every word of the app. A translation is another object of this type. */
import { common } from "./common";
import { facts } from "./facts";
import { fileTypes } from "./fileTypes";
import { grid } from "./grid";
import { library } from "./library";
import { organising } from "./organising";
import { pages } from "./pages";
import { picker } from "./picker";
import { quarantine } from "./quarantine";
import { settings } from "./settings";
import { shell } from "./shell";
import { uploads } from "./uploads";
import { viewer } from "./viewer";

export { explain } from "./problems";
export { isFinal, reasonFor } from "./reasons";

export const text = { common, facts, fileTypes, grid, library, organising, pages, picker, quarantine, settings, shell, uploads, viewer };
