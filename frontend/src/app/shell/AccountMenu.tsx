import { useQuery } from "@tanstack/react-query";
import { CircleUserRound, KeyRound, LogOut, Wrench } from "lucide-react";
import { useNavigate } from "react-router";

import { meQuery, signOut } from "../../api/session";
import { classes } from "../../ui/classes";
import { Menu, MenuChoice, MenuItem, MenuSeparator } from "../../ui/Menu";
import { text } from "../../ui/text";
import { type Theme, themes, useTheme } from "./useTheme";

async function leave() {
  await signOut();
  // A fresh document forgets everything that was read for this person.
  location.assign("/app/");
}

export function AccountMenu({ namespace, folded }: { namespace: string; folded?: boolean }) {
  const user = useQuery(meQuery).data?.user;
  const name = user?.display_name || user?.username || "";
  const trigger = (
    <button
      type="button"
      aria-label={`${text.shell.account}: ${name}`}
      className={classes("flex h-9 items-center gap-2.5 rounded-m px-2 text-ink-2 hover:bg-sunken", folded ? "w-9 justify-center" : "w-full")}
    >
      <CircleUserRound className="size-4 shrink-0 stroke-[1.75] text-ink-3" aria-hidden />
      {!folded && <span className="truncate">{name}</span>}
    </button>
  );
  return (
    <Menu trigger={trigger} align="start" side={folded ? "right" : "top"}>
      <AccountItems namespace={namespace} />
    </Menu>
  );
}

/** The rows about the person; the phone's menu shows them too. */
export function AccountItems({ namespace }: { namespace: string }) {
  const user = useQuery(meQuery).data?.user;
  const navigate = useNavigate();
  const [theme, setTheme] = useTheme();
  const choices = themes.map((value) => ({ value, label: text.shell.themes[value] }));
  return (
    <>
      <MenuChoice label={text.shell.theme} value={theme} choices={choices} onChange={(value) => setTheme(value as Theme)} />
      <MenuSeparator />
      <MenuItem onSelect={() => void navigate(`/${namespace}/settings/keys`)}>
        <KeyRound aria-hidden />
        {text.shell.apiKeys}
      </MenuItem>
      {user?.is_superuser && (
        <MenuItem onSelect={() => location.assign("/admin/")}>
          <Wrench aria-hidden />
          {text.shell.admin}
        </MenuItem>
      )}
      <MenuItem onSelect={() => void leave()}>
        <LogOut aria-hidden />
        {text.shell.signOut}
      </MenuItem>
    </>
  );
}
