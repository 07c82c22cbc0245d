import { ChevronLeft, ChevronRight, Download, Ellipsis, Expand, ExternalLink, Sparkles, Trash2, X } from "lucide-react";

import { contentAddress, downloadAddress } from "../../../api/files";
import { useNamespace, useRole } from "../../../api/namespace";
import type { MediaFileDetail } from "../../../api/types";
import { Button, IconButton } from "../../../ui/Button";
import { Menu, MenuItem, MenuSeparator } from "../../../ui/Menu";
import { text } from "../../../ui/text";
import type { FilePanelProps } from "./FilePanel";
import { useAnalyze } from "./useSuggestions";
import type { Walk } from "./useWalk";

interface PanelBarProps extends FilePanelProps {
  file: MediaFileDetail | undefined;
  walk: Walk;
}

const words = text.library.panel;

export function PanelBar({ id, file, walk, onOpen, onLarge, onTrash }: PanelBarProps) {
  const held = file?.status === "quarantined";
  return (
    <div className="flex items-center gap-0.5 px-2.5 py-2">
      <IconButton label={words.close} icon={<X aria-hidden />} onClick={() => onOpen(null)} />
      <div className="mx-auto flex items-center gap-1 text-s text-ink-2">
        <IconButton size="s" label={words.previous} icon={<ChevronLeft aria-hidden />} onClick={walk.previous} disabled={!walk.previous} />
        {walk.at > 0 && <span className="min-w-14 text-center">{words.position(walk.at, walk.count)}</span>}
        <IconButton size="s" label={words.next} icon={<ChevronRight aria-hidden />} onClick={walk.next} disabled={!walk.next} />
      </div>
      {!held && <IconButton label={text.viewer.open} icon={<Expand aria-hidden />} disabled={!file} onClick={() => onLarge(true)} />}
      {!held && (
        <Button asChild tone="quiet" className="w-9 px-0!">
          <a href={downloadAddress(id)} download aria-label={words.download} title={words.download}>
            <Download aria-hidden />
          </a>
        </Button>
      )}
      <MoreMenu id={id} file={file} onTrash={onTrash} />
    </div>
  );
}

function MoreMenu({ id, file, onTrash }: { id: string; file: MediaFileDetail | undefined; onTrash: (id: string) => void }) {
  const analyze = useAnalyze(id);
  const held = file?.status === "quarantined";
  const { analyzes } = useNamespace();
  const mayPropose = useRole("editor") && analyzes;
  return (
    <Menu trigger={<IconButton label={words.more} icon={<Ellipsis aria-hidden />} />}>
      {!held && (
        <MenuItem onSelect={() => window.open(contentAddress(id), "_blank", "noopener")}>
          <ExternalLink aria-hidden />
          {words.original}
        </MenuItem>
      )}
      {mayPropose && !held && file?.kind === "image" && (
        <MenuItem onSelect={analyze}>
          <Sparkles aria-hidden />
          {words.analyze}
        </MenuItem>
      )}
      {file?.permissions.delete && (
        <>
          <MenuSeparator />
          <MenuItem danger onSelect={() => onTrash(id)}>
            <Trash2 aria-hidden />
            {words.trash}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
