import { ChevronsUpDown } from "lucide-react";
import { useNavigate } from "react-router";

import type { Namespace } from "../../api/types";
import { classes } from "../../ui/classes";
import { Menu, MenuChoice } from "../../ui/Menu";
import { text } from "../../ui/text";

interface NamespaceSwitcherProps {
  namespaces: readonly Namespace[];
  current: Namespace;
  folded?: boolean;
}

export function NamespaceSwitcher({ namespaces, current, folded }: NamespaceSwitcherProps) {
  const navigate = useNavigate();
  const choices = namespaces.map((one) => ({ value: one.slug, label: one.name, note: one.role ?? undefined }));
  const trigger = (
    <button
      type="button"
      aria-label={text.shell.switchNamespace(current.name)}
      className={classes(
        "flex items-center rounded-m border border-line bg-surface hover:border-line-strong",
        folded ? "size-9 justify-center" : "h-9 w-full gap-2 px-2",
      )}
    >
      {folded ? (
        <span data-short={current.name.slice(0, 2)} className="text-s font-semibold before:content-[attr(data-short)]" aria-hidden />
      ) : (
        <>
          <span className="size-2 shrink-0 rounded-full bg-accent" aria-hidden />
          <span className="min-w-0 flex-1 truncate text-left font-medium">{current.name}</span>
          <ChevronsUpDown className="size-3.5 shrink-0 text-ink-3" aria-hidden />
        </>
      )}
    </button>
  );
  return (
    <Menu trigger={trigger} align="start" side={folded ? "right" : undefined} className="max-h-96 w-56">
      <MenuChoice label={text.shell.namespace} value={current.slug} choices={choices} onChange={(slug) => void navigate(`/${slug}/library`)} />
    </Menu>
  );
}
