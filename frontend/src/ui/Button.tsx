import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";

import { classes } from "./classes";

type Tone = "plain" | "primary" | "quiet" | "danger" | "float";
type Size = "m" | "s";

const tones: Record<Tone, string> = {
  plain: "border-line-strong bg-surface text-ink hover:bg-sunken",
  primary: "border-accent bg-accent text-accent-ink hover:brightness-110",
  quiet: "border-transparent text-ink-2 hover:bg-sunken hover:text-ink",
  danger: "border-line-strong bg-surface text-bad hover:bg-bad-wash hover:border-bad",
  float: "border-transparent text-float-ink hover:bg-float-line/40",
};

const sizes: Record<Size, string> = { m: "h-9 px-3.5 text-m gap-2", s: "h-7 px-2.5 text-s gap-1.5" };
const squares: Record<Size, string> = { m: "size-9", s: "size-7" };

const base =
  "inline-flex shrink-0 items-center justify-center rounded-m border font-medium whitespace-nowrap select-none " +
  "transition-colors duration-75 disabled:opacity-50 disabled:pointer-events-none aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0 " +
  "[&_svg]:stroke-[1.75] pointer-coarse:min-h-9";

interface ButtonProps extends ComponentProps<"button"> {
  tone?: Tone;
  size?: Size;
  /** Shows work in progress and refuses a second press. */
  busy?: boolean;
  /** Draws the only child (a link) as the button. */
  asChild?: boolean;
}

export function Button({ tone = "plain", size = "m", busy, asChild, className, children, ...rest }: ButtonProps) {
  const look = classes(base, tones[tone], sizes[size], className);
  if (asChild) return <Slot.Root className={look}>{children}</Slot.Root>;
  return (
    <button type="button" {...rest} disabled={rest.disabled || busy} aria-busy={busy || undefined} className={look}>
      {busy && <LoaderCircle className="animate-spin" aria-hidden />}
      {children}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  /** The name a screen reader says, also the tooltip. */
  label: string;
  icon: ReactNode;
  tone?: Tone;
  size?: Size;
}

export function IconButton({ label, icon, tone = "quiet", size = "m", className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classes(base, tones[tone], squares[size], "pointer-coarse:min-w-9", className)}
    >
      {icon}
    </button>
  );
}
