import type { Collection, Me, MediaFileDetail, Namespace, Suggestion, Tag, UsagePlace } from "../api/types";
import { makeMe, makeNamespace } from "./makers";

interface World {
  me: Me;
  password: string;
  namespaces: Namespace[];
  files: MediaFileDetail[];
  trash: MediaFileDetail[];
  tags: Tag[];
  collections: Collection[];
  suggestions: Record<string, Suggestion[]>;
  usage: Record<string, UsagePlace[]>;
}

const fresh = (): World => ({
  me: makeMe(),
  password: "correct horse",
  namespaces: [makeNamespace()],
  files: [],
  trash: [],
  tags: [],
  collections: [],
  suggestions: {},
  usage: {},
});

/** What the server of the tests knows. A test fills it before it opens the app. */
export const world: World = fresh();

export function resetWorld() {
  Object.assign(world, fresh());
}
