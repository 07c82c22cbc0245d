import { useEffect, useState } from "react";

const REST = 6_000;

/** Whether the list is folded: by a person, or by itself a while after all ended well. */
export function useFolded(calm: boolean) {
  const [choice, setChoice] = useState<{ folded: boolean; calm: boolean } | null>(null);
  const [rested, setRested] = useState(false);
  useEffect(() => {
    if (!calm) return;
    const timer = setTimeout(() => setRested(true), REST);
    return () => {
      clearTimeout(timer);
      setRested(false);
    };
  }, [calm]);
  // Who opened the list wanted to see this much of it: what comes after may fold it again.
  const chosen = choice && (choice.folded || choice.calm === calm) ? choice.folded : null;
  const folded = chosen ?? rested;
  return { folded, fold: () => setChoice({ folded: !folded, calm }) };
}
