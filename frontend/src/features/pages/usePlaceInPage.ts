import { useCallback } from "react";
import { useSearchParams } from "react-router";

export const views = ["edit", "phone", "tablet", "desktop"] as const;
export type View = (typeof views)[number];

/** What of the editor is in the address: the selected widget, and how the page is looked at. */
export function usePlaceInPage() {
  const [params, setParams] = useSearchParams();
  const view = views.find((one) => one === params.get("view")) ?? "edit";
  const change = useCallback(
    (name: string, value: string | null) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (value === null) next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  const select = useCallback((id: string | null) => change("widget", id), [change]);
  const look = useCallback((next: View) => change("view", next === "edit" ? null : next), [change]);
  return { selected: params.get("widget"), select, view, look };
}
