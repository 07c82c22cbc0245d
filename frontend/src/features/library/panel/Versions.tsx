import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";

import { versionAddress } from "../../../api/files";
import type { MediaFileDetail } from "../../../api/types";
import { Button } from "../../../ui/Button";
import { StateWord } from "../../../ui/Chip";
import { bytes, moment } from "../../../ui/format";
import { Skeleton } from "../../../ui/Skeleton";
import { explain, text } from "../../../ui/text";
import { versionsQuery } from "../queries";

export function Versions({ file }: { file: MediaFileDetail }) {
  const versions = useQuery(versionsQuery(file.id));
  const words = text.library.panel;
  if (versions.isPending) return <Skeleton className="mx-3.5 mt-3 h-16" />;
  if (versions.isError) return <p className="px-3.5 pt-3 text-bad">{explain(versions.error)}</p>;
  return (
    <ol aria-label={words.versions} className="px-3.5 pt-1">
      {versions.data.map((version) => (
        <li key={version.number} className="flex items-center gap-2 border-t border-line py-2 first:border-0">
          <div className="min-w-0 flex-1">
            <div className="flex items-center gap-2">
              <span className="font-medium">{words.version(version.number)}</span>
              {version.number === file.version && <StateWord mood="plain">{words.current}</StateWord>}
              <span className="ml-auto text-s text-ink-2">{bytes(version.file_size)}</span>
            </div>
            <p className="truncate text-s text-ink-2">
              {version.original_filename} · {moment(version.created_at)}
            </p>
          </div>
          {file.status !== "quarantined" && !version.quarantined && (
            <Button asChild tone="quiet" className="w-9 px-0!">
              <a
                href={versionAddress(file.id, version.number)}
                download
                aria-label={words.downloadVersion(version.number)}
                title={words.downloadVersion(version.number)}
              >
                <Download aria-hidden />
              </a>
            </Button>
          )}
        </li>
      ))}
    </ol>
  );
}
