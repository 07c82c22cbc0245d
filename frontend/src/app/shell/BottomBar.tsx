import { Ellipsis } from "lucide-react";
import { NavLink, useNavigate } from "react-router";

import type { Namespace } from "../../api/types";
import { classes } from "../../ui/classes";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "../../ui/Menu";
import { text } from "../../ui/text";
import { AccountItems } from "./AccountMenu";
import { type Destination, destinations } from "./navigation";
import { useHeldCount } from "./useHeldCount";

const cell = "grid h-14 min-w-0 flex-1 content-center justify-items-center gap-0.5 text-xs [&_svg]:size-5 [&_svg]:stroke-[1.6]";

/** The rail of a phone: the daily places, and the rest behind one more. */
export function BottomBar({ namespaces, current }: { namespaces: readonly Namespace[]; current: Namespace }) {
  const { library, collections, pages, trash, tags, quarantine, settings } = destinations;
  const held = useHeldCount();
  return (
    <nav aria-label={text.shell.navigation} className="flex shrink-0 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)]">
      {[library, collections, tags, pages].map((destination) => (
        <BarLink key={destination.to} destination={destination} namespace={current.slug} />
      ))}
      <MoreMenu namespaces={namespaces} current={current} more={held > 0 ? [trash, quarantine, settings] : [trash, settings]} />
    </nav>
  );
}

function BarLink({ destination, namespace }: { destination: Destination; namespace: string }) {
  const Icon = destination.icon;
  return (
    <NavLink
      to={`/${namespace}/${destination.to}`}
      className={({ isActive }) => classes(cell, isActive ? "font-medium text-accent" : "text-ink-2")}
    >
      <Icon aria-hidden />
      <span className="max-w-full truncate px-0.5">{destination.label}</span>
    </NavLink>
  );
}

interface MoreMenuProps {
  namespaces: readonly Namespace[];
  current: Namespace;
  more: Destination[];
}

function MoreMenu({ namespaces, current, more }: MoreMenuProps) {
  const navigate = useNavigate();
  const trigger = (
    <button type="button" className={classes(cell, "text-ink-2")}>
      <Ellipsis aria-hidden />
      {text.shell.more}
    </button>
  );
  const choices = namespaces.map((one) => ({ value: one.slug, label: one.name }));
  return (
    <Menu trigger={trigger} side="top" className="max-h-[70dvh] w-60">
      <MenuChoice label={text.shell.namespace} value={current.slug} choices={choices} onChange={(slug) => void navigate(`/${slug}/library`)} />
      <MenuSeparator />
      {more.map(({ to, label, icon: Icon }) => (
        <MenuItem key={to} onSelect={() => void navigate(`/${current.slug}/${to}`)}>
          <Icon aria-hidden />
          {label}
        </MenuItem>
      ))}
      <MenuSeparator />
      <AccountItems namespace={current.slug} />
    </Menu>
  );
}
