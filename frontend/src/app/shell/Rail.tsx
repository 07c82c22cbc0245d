import { NavLink } from "react-router";

import type { Namespace } from "../../api/types";
import { classes } from "../../ui/classes";
import { bytes } from "../../ui/format";
import { Meter } from "../../ui/Meter";
import { text } from "../../ui/text";
import { AccountMenu } from "./AccountMenu";
import { Brand } from "./Brand";
import { NamespaceSwitcher } from "./NamespaceSwitcher";
import { type Destination, destinations } from "./navigation";
import { useHeldCount } from "./useHeldCount";

interface RailProps {
  namespaces: readonly Namespace[];
  current: Namespace;
  folded: boolean;
}

export function Rail({ namespaces, current, folded }: RailProps) {
  const { settings, quarantine, ...work } = destinations;
  const held = useHeldCount();
  return (
    <header className={classes("flex shrink-0 flex-col border-r border-line px-2.5 py-3.5", folded ? "w-15 items-center" : "w-52")}>
      <div className={folded ? "pb-3" : "px-2 pb-3.5"}>
        <Brand folded={folded} />
      </div>
      <NamespaceSwitcher namespaces={namespaces} current={current} folded={folded} />
      <nav aria-label={text.shell.navigation} className="mt-2.5 grid gap-0.5 self-stretch">
        {Object.values(work).map((destination) => (
          <RailLink key={destination.to} destination={destination} namespace={current.slug} folded={folded} />
        ))}
        {held > 0 && <RailLink destination={quarantine} namespace={current.slug} folded={folded} count={held} />}
        <div className="h-2" />
        <RailLink destination={settings} namespace={current.slug} folded={folded} />
      </nav>
      <div className="mt-auto grid gap-2.5 self-stretch">
        {!folded && <Storage namespace={current} />}
        <AccountMenu namespace={current.slug} folded={folded} />
      </div>
    </header>
  );
}

interface RailLinkProps {
  destination: Destination;
  namespace: string;
  folded: boolean;
  /** How many wait there for a person. */
  count?: number;
}

function RailLink({ destination, namespace, folded, count }: RailLinkProps) {
  const Icon = destination.icon;
  return (
    <NavLink
      title={folded ? destination.label : undefined}
      to={`/${namespace}/${destination.to}`}
      className={({ isActive }) =>
        classes(
          "flex h-8 items-center gap-2.5 rounded-m px-2",
          folded && "justify-center",
          isActive ? "bg-sunken font-medium text-ink [&_svg]:text-ink" : "text-ink-2 hover:bg-sunken/60 [&_svg]:text-ink-3",
        )
      }
    >
      <Icon className="size-4 shrink-0 stroke-[1.75]" aria-hidden />
      <span className={folded ? "sr-only" : undefined}>{destination.label}</span>
      {count !== undefined && <span className={folded ? "sr-only" : "ml-auto text-s font-normal text-warn"}>{text.common.number(count)}</span>}
    </NavLink>
  );
}

function Storage({ namespace }: { namespace: Namespace }) {
  const quota = namespace.settings.quota;
  return (
    <div className="border-t border-line px-2 pt-2.5 text-s text-ink-2">
      {quota ? text.shell.usage(bytes(namespace.used), bytes(quota)) : text.shell.used(bytes(namespace.used))}
      {quota !== null && <Meter label={text.shell.storage} value={namespace.used / quota} tone="ink" className="mt-1.5" />}
    </div>
  );
}
