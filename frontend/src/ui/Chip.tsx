import { X } from "lucide-react";
import type { ReactNode } from "react";

import { classes } from "./classes";
import { text } from "./text";

interface ChipProps {
  children: ReactNode;
  /** A small dot in the tag's own colour. */
  color?: string | null;
  /** Dashed: proposed by the machine, not yet a person's word. */
  proposed?: boolean;
  onRemove?: () => void;
  /** What the removing button calls the chip, where the children are not plain words. */
  name?: string;
}

export function Chip({ children, color, proposed, onRemove, name }: ChipProps) {
  return (
    <span
      className={classes(
        "inline-flex h-6 max-w-full items-center gap-1.5 rounded-full pl-2.5 text-s",
        onRemove ? "pr-0" : "pr-2.5",
        proposed ? "border border-dashed border-line-strong text-ink-2" : "bg-sunken text-ink",
      )}
    >
      {color && <span className="size-2 shrink-0 rounded-full" style={{ background: color }} aria-hidden />}
      <span className="truncate">{children}</span>
      {onRemove && (
        <button
          type="button"
          aria-label={text.common.removeNamed(name ?? String(children))}
          onClick={onRemove}
          className="-ml-1 grid size-6 shrink-0 place-items-center rounded-full text-ink-3 hover:bg-line hover:text-ink"
        >
          <X className="size-3" aria-hidden />
        </button>
      )}
    </span>
  );
}

interface FacetProps {
  pressed: boolean;
  onPress: () => void;
  children: ReactNode;
  count?: number;
}

/** A filter that is on or off. */
export function Facet({ pressed, onPress, children, count }: FacetProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className={classes(
        "inline-flex h-6.5 shrink-0 items-center gap-1.5 rounded-full border px-2.5 text-s whitespace-nowrap transition-colors pointer-coarse:h-8",
        pressed ? "border-transparent bg-accent-wash text-accent" : "border-line bg-surface text-ink-2 hover:border-line-strong",
      )}
    >
      {children}
      {count !== undefined && <span className={pressed ? "opacity-75" : "text-ink-3"}>{count}</span>}
    </button>
  );
}

type Mood = "good" | "warn" | "bad" | "plain";

const moods: Record<Mood, string> = {
  good: "bg-good-wash text-good",
  warn: "bg-warn-wash text-warn",
  bad: "bg-bad-wash text-bad",
  plain: "bg-sunken text-ink-2",
};

interface StateWordProps {
  mood: Mood;
  /** Takes more lines rather than be cut. */
  whole?: boolean;
  children: ReactNode;
}

/** A state as one small word. */
export function StateWord({ mood, whole, children }: StateWordProps) {
  const look = "inline-block max-w-full align-bottom rounded-[3px] px-1.5 py-px text-xs font-medium";
  return (
    <span className={classes(look, whole ? "text-balance" : "truncate", moods[mood])}>
      {children}
    </span>
  );
}
