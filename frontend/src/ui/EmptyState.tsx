import type { ReactNode } from "react";

interface EmptyStateProps {
  title: string;
  /** What to do here, in a sentence. */
  children?: ReactNode;
  action?: ReactNode;
  /** Drawn above the title; decoration only. */
  picture?: ReactNode;
  /** Nothing else is on the page that could be its heading. */
  alone?: boolean;
}

export function EmptyState({ title, children, action, picture, alone }: EmptyStateProps) {
  const Heading = alone ? "h1" : "h2";
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-3 px-6 py-16 text-center">
      {picture && (
        <div className="mb-1 text-ink-3" aria-hidden>
          {picture}
        </div>
      )}
      <Heading className="text-l font-semibold tracking-[-0.01em]">{title}</Heading>
      {children && <div className="text-m text-ink-2">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
