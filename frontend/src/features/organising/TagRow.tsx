import { Pencil, Trash2 } from "lucide-react";
import { Link } from "react-router";

import { useNamespace } from "../../api/namespace";
import type { Tag } from "../../api/types";
import { IconButton } from "../../ui/Button";
import { text } from "../../ui/text";

interface TagRowProps {
  tag: Tag;
  onEdit?: () => void;
  onDelete?: () => void;
}

const words = text.organising.tags;

export function TagRow({ tag, onEdit, onDelete }: TagRowProps) {
  const namespace = useNamespace().slug;
  return (
    <li className="flex h-11 items-center gap-3">
      <span
        aria-hidden
        className="size-2.5 shrink-0 rounded-full border border-line-strong"
        style={tag.color ? { background: tag.color, borderColor: tag.color } : undefined}
      />
      <Link
        to={`/${namespace}/library?tags=${encodeURIComponent(tag.slug)}`}
        title={words.show(tag.name)}
        className="min-w-0 flex-1 truncate font-medium hover:underline"
      >
        {tag.name}
      </Link>
      <span title={words.filesSaid(tag.usage_count)} className="text-s text-ink-2">
        {words.filesSaid(tag.usage_count)}
      </span>
      <span className="flex">
        {onEdit && <IconButton size="s" label={words.editNamed(tag.name)} icon={<Pencil aria-hidden />} onClick={onEdit} />}
        {onDelete && <IconButton size="s" label={words.deleteNamed(tag.name)} icon={<Trash2 aria-hidden />} onClick={onDelete} />}
      </span>
    </li>
  );
}
