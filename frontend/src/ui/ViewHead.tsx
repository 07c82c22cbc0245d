import type { ReactNode } from "react";

interface ViewHeadProps {
  title: string;
  lead?: ReactNode;
  /** Stands above the title, such as the way back. */
  above?: ReactNode;
  actions?: ReactNode;
}

/** What a view is, and what can be done in it. */
export function ViewHead({ title, lead, above, actions }: ViewHeadProps) {
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2 px-3 pt-4 pb-2 tab:px-4.5">
      <div className="min-w-40 flex-1">
        {above}
        <h1 className="truncate text-xl font-semibold tracking-[-0.015em]">{title}</h1>
        {lead && <p className="mt-0.5 text-ink-2">{lead}</p>}
      </div>
      {actions && <div className="flex items-center gap-2">{actions}</div>}
    </header>
  );
}
