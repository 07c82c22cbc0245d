import { useQuery } from "@tanstack/react-query";
import { FileText } from "lucide-react";
import { Link } from "react-router";

import { useNamespace } from "../../../api/namespace";
import type { UsagePlace } from "../../../api/types";
import { Skeleton } from "../../../ui/Skeleton";
import { explain, text } from "../../../ui/text";
import { placesOfUse } from "../places";
import { usageQuery } from "../queries";

/** Where the file is shown; a page opens in the editor, at the widget that shows it. */
export function Used({ id }: { id: string }) {
  const usage = useQuery(usageQuery(id));
  const words = text.library.panel;
  if (usage.isPending) return <Skeleton className="mx-3.5 mt-3 h-16" />;
  if (usage.isError) return <p className="px-3.5 pt-3 text-bad">{explain(usage.error)}</p>;
  if (usage.data.used_in.length === 0) return <p className="px-3.5 pt-3 text-ink-2">{words.unused}</p>;
  return (
    <ul aria-label={words.usedOn} className="px-3.5 pt-1">
      {placesOfUse(usage.data.used_in).map((place) => (
        <li key={place.object_id} className="flex items-center gap-2 border-t border-line py-2 first:border-0">
          <FileText className="size-4 shrink-0 stroke-[1.75] text-ink-3" aria-hidden />
          <PlaceName place={place} />
          {place.times > 1 && <span className="ml-auto shrink-0 text-s text-ink-2">{text.library.times(place.times)}</span>}
        </li>
      ))}
    </ul>
  );
}

function PlaceName({ place }: { place: UsagePlace }) {
  const namespace = useNamespace().slug;
  if (place.title === null) return <span className="text-ink-2">{text.library.panel.hiddenPlace}</span>;
  if (!place.content_type.endsWith("page")) return <span className="truncate">{place.title}</span>;
  return (
    <Link to={`/${namespace}/pages/${place.object_id}?widget=${place.usage_context}`} className="truncate hover:underline">
      {place.title}
    </Link>
  );
}
