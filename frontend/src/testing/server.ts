import { setupServer } from "msw/node";

import { handlers } from "./handlers";

/** A server that answers as the real one does, out of the rows of `world`. */
export const server = setupServer(...handlers);
