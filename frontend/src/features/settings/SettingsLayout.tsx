import { NavLink, Outlet } from "react-router";

import { classes } from "../../ui/classes";
import { text } from "../../ui/text";
import { ViewHead } from "../../ui/ViewHead";

const words = text.settings;

const sections = [
  { to: ".", label: words.sections.general, end: true },
  { to: "members", label: words.sections.members, end: false },
  { to: "account", label: words.sections.account, end: false },
  { to: "keys", label: words.sections.keys, end: false },
];

export function SettingsLayout() {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto max-w-170 pb-12">
        <ViewHead title={words.title} />
        <nav aria-label={words.title} className="mx-3 flex gap-4 overflow-x-auto border-b border-line tab:mx-4.5">
          {sections.map(({ to, label, end }) => (
            <NavLink
              key={to}
              to={to}
              end={end}
              className={({ isActive }) =>
                classes("min-h-8 pb-1.5 font-medium whitespace-nowrap", isActive ? "text-ink shadow-[inset_0_-2px_var(--ink)]" : "text-ink-2 hover:text-ink")
              }
            >
              {label}
            </NavLink>
          ))}
        </nav>
        <div className="px-3 pt-5 tab:px-4.5">
          <Outlet />
        </div>
      </div>
    </div>
  );
}
