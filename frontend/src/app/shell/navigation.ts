import { FileText, Images, Library, Settings, ShieldAlert, Tag, Trash2, type LucideIcon } from "lucide-react";

import { text } from "../../ui/text";

export interface Destination {
  to: string;
  label: string;
  icon: LucideIcon;
}

const { shell } = text;

export const destinations = {
  library: { to: "library", label: shell.library, icon: Images },
  collections: { to: "collections", label: shell.collections, icon: Library },
  tags: { to: "tags", label: shell.tags, icon: Tag },
  pages: { to: "pages", label: shell.pages, icon: FileText },
  trash: { to: "trash", label: shell.trash, icon: Trash2 },
  quarantine: { to: "quarantine", label: shell.quarantine, icon: ShieldAlert },
  settings: { to: "settings", label: shell.settings, icon: Settings },
} satisfies Record<string, Destination>;
