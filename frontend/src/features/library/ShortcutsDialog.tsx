import { Dialog } from "../../ui/Dialog";
import { text } from "../../ui/text";

export function ShortcutsDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title={text.library.shortcuts.title} width="s">
      <dl className="grid">
        {text.library.shortcuts.rows.map(([keys, meaning]) => (
          <div key={keys} className="flex items-center justify-between gap-4 border-t border-line py-1.5 first:border-0">
            <dt className="text-ink-2">{meaning}</dt>
            <dd>
              <kbd className="rounded-s border border-b-2 border-line bg-surface px-1.5 py-px font-sans text-s whitespace-nowrap">{keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
