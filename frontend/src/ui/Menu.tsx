import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useRef, useState } from "react";
import type { ComponentProps, ReactNode } from "react";

import { classes } from "./classes";
import { menuPanel, menuRow } from "./menuStyles";

interface MenuProps {
  trigger: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
  /** Where the focus goes when the menu closes; it returns to the trigger unless the event is prevented. */
  onCloseAutoFocus?: (event: Event) => void;
  children: ReactNode;
}

export function Menu({ trigger, align = "end", side, className, onCloseAutoFocus, children }: MenuProps) {
  const opener = useRef<HTMLButtonElement>(null);
  const [place, setPlace] = useState<Element | null>(null);
  return (
    // Not modal: hiding the page behind it would leave the focus guards and the open trigger in a hidden tree.
    <DropdownMenu.Root modal={false} onOpenChange={(open) => open && setPlace(landmarkOf(opener.current))}>
      <DropdownMenu.Trigger ref={opener} asChild>
        {trigger}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={place}>
        <DropdownMenu.Content
          align={align}
          side={side}
          sideOffset={5}
          collisionPadding={8}
          onCloseAutoFocus={onCloseAutoFocus}
          className={classes(menuPanel, "min-w-44", className)}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** The part of the page that the menu belongs to. A centred dialog cuts off what hangs out of it: its menus float over all. */
function landmarkOf(opener: Element | null): Element | null {
  const found = opener?.closest("[role=dialog], aside, main, nav, header");
  return found?.matches("[role=dialog]:not([data-sheet])") ? null : (found ?? null);
}

interface MenuItemProps extends ComponentProps<typeof DropdownMenu.Item> {
  danger?: boolean;
  shortcut?: string;
}

export function MenuItem({ danger, shortcut, className, children, ...rest }: MenuItemProps) {
  return (
    <DropdownMenu.Item {...rest} className={classes(menuRow, danger && "text-bad [&_svg]:text-bad", className)}>
      {shortcut ? (
        <>
          {children}
          <kbd className="ml-auto pl-4 font-sans text-xs text-ink-3">{shortcut}</kbd>
        </>
      ) : (
        // Alone, so that a link can be drawn as the row.
        children
      )}
    </DropdownMenu.Item>
  );
}

interface MenuChoiceProps {
  label: string;
  value: string;
  choices: readonly { value: string; label: string; note?: string }[];
  onChange: (value: string) => void;
}

/** A group in which exactly one row is chosen. */
export function MenuChoice({ label, value, choices, onChange }: MenuChoiceProps) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={onChange} aria-label={label}>
      <DropdownMenu.Label className="px-2 pt-1.5 pb-1 text-xs text-ink-3">{label}</DropdownMenu.Label>
      {choices.map((choice) => (
        <DropdownMenu.RadioItem key={choice.value} value={choice.value} className={menuRow}>
          <span className="min-w-0 flex-1 truncate">{choice.label}</span>
          {choice.note && <span className="text-s text-ink-3">{choice.note}</span>}
          <DropdownMenu.ItemIndicator>
            <Check aria-hidden />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}
