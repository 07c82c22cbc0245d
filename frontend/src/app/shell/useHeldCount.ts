import { useQuery } from "@tanstack/react-query";

import { countQuery } from "../../api/fileIndex";
import { useNamespace, useRole } from "../../api/namespace";

/** How many files wait in quarantine for a manager, who alone is told. */
export function useHeldCount(): number {
  const namespace = useNamespace().slug;
  const mayDecide = useRole("manager");
  return useQuery({ ...countQuery({ namespace, status: "quarantined" }), enabled: mayDecide }).data?.count ?? 0;
}
