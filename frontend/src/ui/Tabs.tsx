import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";

import { classes } from "./classes";

interface TabStripProps {
  label: string;
  tabs: readonly { value: string; label: string; count?: number }[];
  /** Left out where the strip stands in a head that has its own line. */
  ruled?: boolean;
  className?: string;
}

/** The row of names, where it stands apart from its panels: inside a TabRoot. */
export function TabStrip({ label, tabs, ruled, className }: TabStripProps) {
  return (
    <Radix.List aria-label={label} className={classes("flex gap-2 overflow-x-auto", ruled && "border-b border-line px-[11px] pt-1.5", className)}>
      {tabs.map((tab) => (
        <Radix.Trigger
          key={tab.value}
          value={tab.value}
          className="min-h-8 px-[3px] pb-1.5 font-medium whitespace-nowrap text-ink-3 outline-offset-[-2px] hover:text-ink-2 data-[state=active]:text-ink data-[state=active]:shadow-[inset_0_-2px_var(--ink)]"
        >
          {tab.label}
          {tab.count ? ` ${tab.count}` : ""}
        </Radix.Trigger>
      ))}
    </Radix.List>
  );
}

interface TabRootProps {
  value: string;
  onChange: (value: string) => void;
  className?: string;
  /** One TabStrip, and one TabPanel for each tab. */
  children: ReactNode;
}

export function TabRoot({ value, onChange, className, children }: TabRootProps) {
  return (
    <Radix.Root value={value} onValueChange={onChange} className={className}>
      {children}
    </Radix.Root>
  );
}

export function Tabs({ label, tabs, children, ...root }: TabRootProps & Pick<TabStripProps, "label" | "tabs">) {
  return (
    <TabRoot {...root}>
      <TabStrip label={label} tabs={tabs} ruled />
      {children}
    </TabRoot>
  );
}

export function TabPanel({ value, className, children }: { value: string; className?: string; children: ReactNode }) {
  return (
    <Radix.Content value={value} className={className} tabIndex={-1}>
      {children}
    </Radix.Content>
  );
}
