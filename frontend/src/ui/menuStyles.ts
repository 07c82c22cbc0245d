/** What every floating list of choices has in common. */
export const menuPanel =
  "z-50 overflow-auto rounded-l border border-line bg-surface p-1 text-m text-ink shadow-float animate-fade outline-none";

export const menuRow =
  "relative flex min-h-8 items-center gap-2.5 rounded-m px-2 py-1 outline-none select-none cursor-default " +
  "data-highlighted:bg-sunken data-disabled:text-ink-3 [&_svg]:size-4 [&_svg]:text-ink-3 [&_svg]:stroke-[1.75]";
