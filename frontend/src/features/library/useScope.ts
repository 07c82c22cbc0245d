import { useEffect, useMemo } from "react";

import { useSelection } from "./selection";

/** The selection within one scope; one that was made elsewhere is dropped. */
export function useScope(scope: string) {
  const { ids, enter, add, clear, scope: current } = useSelection();
  useEffect(() => enter(scope), [enter, scope]);
  const mine = current === scope;
  return { ids: useMemo(() => (mine ? [...ids] : []), [ids, mine]), add, clear };
}
