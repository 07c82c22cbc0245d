import { useCallback, useState } from "react";

import type { MediaFile } from "../../api/types";
import { text } from "../../ui/text";
import { type Choice, choiceOf, moved } from "./choice";

interface Chosen {
  list: readonly Choice[];
  /** The one whose alt text is asked for. */
  current: string | null;
  /** What was refused or done last, said beside the choice. */
  notice: string;
  /** The last one pressed, where the field does not take it. */
  refused: MediaFile | null;
}

/** Of what was pressed before nothing is said any longer. */
const quiet = { notice: "", refused: null };

/** The ordered choice of a picker. At the maximum it says so; an earlier choice is only dropped by hand. */
export function useChoices(initial: readonly Choice[], { multiple, most }: { multiple: boolean; most?: number }) {
  const [state, setState] = useState<Chosen>({ list: initial, current: initial.at(-1)?.media ?? null, ...quiet });

  const add = useCallback(
    (media: string) =>
      setState((before) => {
        if (before.list.some((one) => one.media === media)) return { ...before, current: media, ...quiet };
        if (!multiple) return { list: [choiceOf(media)], current: media, ...quiet };
        if (most && before.list.length >= most) return { ...before, ...quiet, notice: text.picker.full(most) };
        return { list: [...before.list, choiceOf(media)], current: media, ...quiet };
      }),
    [multiple, most],
  );
  const remove = useCallback(
    (media: string) =>
      setState((before) => {
        const list = before.list.filter((one) => one.media !== media);
        return { list, current: before.current === media ? (list.at(-1)?.media ?? null) : before.current, ...quiet };
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
        return { ...before, list: moved(before.list, from, to), ...quiet, notice: text.picker.moved(title, to + 1, before.list.length) };
      }),
    [],
  );
  const focus = useCallback((media: string) => setState((before) => ({ ...before, current: media, ...quiet })), []);
  const refuse = useCallback((file: MediaFile) => setState((before) => ({ ...before, notice: "", refused: file })), []);
  return { ...state, add, remove, change, move, focus, refuse };
}

export type Choices = ReturnType<typeof useChoices>;
