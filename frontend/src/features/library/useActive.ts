import { useState } from "react";

/** Where the grid's cursor stands: wherever the arrows took it, and on each file that is opened, by Back too. */
export function useActive(file: string | null) {
  const [active, setActive] = useState(file);
  const [opened, setOpened] = useState(file);
  if (opened !== file) {
    setOpened(file);
    if (file) setActive(file);
  }
  return [active, setActive] as const;
}
