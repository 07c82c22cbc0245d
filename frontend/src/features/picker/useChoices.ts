import { useCallback, useState } from "react";

import { text } from "../../ui/text";
import { type Choice, choiceOf, moved } from "./choice";

interface Chosen {
  list: readonly Choice[];
  /** The one whose alt text is asked for. */
  current: string | null;
  /** What was refused or done last, said beside the choice. */
  notice: string;
}

/** The ordered choice of a picker. At the maximum it says so; an earlier choice is only dropped by hand. */
export function useChoices(initial: readonly Choice[], { multiple, most }: { multiple: boolean; most?: number }) {
  const [state, setState] = useState<Chosen>({ list: initial, current: initial.at(-1)?.media ?? null, notice: "" });

  const add = useCallback(
    (media: string) =>
      setState((before) => {
        if (before.list.some((one) => one.media === media)) return { ...before, current: media, notice: "" };
        if (!multiple) return { list: [choiceOf(media)], current: media, notice: "" };
        if (most && before.list.length >= most) return { ...before, notice: text.picker.full(most) };
        return { list: [...before.list, choiceOf(media)], current: media, notice: "" };
      }),
    [multiple, most],
  );
  const remove = useCallback(
    (media: string) =>
      setState((before) => {
        const list = before.list.filter((one) => one.media !== media);
        return { list, current: before.current === media ? (list.at(-1)?.media ?? null) : before.current, notice: "" };
      }),
    [],
  );
  const change = useCallback(
    (choice: Choice) =>
      setState((before) => ({ ...before, list: before.list.map((one) => (one.media === choice.media ? choice : one)) })),
    [],
  );
  const move = useCallback(
    (from: number, to: number, title: string) =>
      setState((before) => {
        if (to < 0 || to >= before.list.length) return before;
        return { ...before, list: moved(before.list, from, to), notice: text.picker.moved(title, to + 1, before.list.length) };
      }),
    [],
  );
  const focus = useCallback((media: string) => setState((before) => ({ ...before, current: media })), []);
  return { ...state, add, remove, change, move, focus };
}

export type Choices = ReturnType<typeof useChoices>;
