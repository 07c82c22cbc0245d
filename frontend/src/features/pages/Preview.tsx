import { useEffect, useRef, useState } from "react";

import { text } from "../../ui/text";
import { useWidth } from "../../ui/useSize";
import { useEditor } from "./editor";
import { previewAddress } from "./queries";
import type { View } from "./usePlaceInPage";

const widths = { phone: 390, tablet: 768, desktop: 1280 };
const words = text.pages.preview;

/** The page as the server draws it, in a frame of that width; made smaller where there is less room. */
export function Preview({ width }: { width: Exclude<View, "edit"> }) {
  const { draft, page, state } = useEditor();
  const [flushed, setFlushed] = useState(false);
  const room = useRef<HTMLDivElement>(null);
  const available = useWidth(room);
  useEffect(() => {
    let gone = false;
    void draft.flush().then(() => {
      if (!gone) setFlushed(true);
    });
    return () => {
      gone = true;
    };
  }, [draft]);
  const scale = available > 0 ? Math.min(1, available / widths[width]) : 1;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-2 px-3 pt-1 desk:px-4.5">
      {flushed && state !== "saved" && (
        <p role="status" className="text-s text-warn">
          {words.unsaved}
        </p>
      )}
      <div ref={room} className="min-h-0 flex-1 overflow-hidden">
        {flushed ? (
          <div
            className="mx-auto h-full overflow-hidden rounded-t-m border border-b-0 border-line bg-surface"
            style={{ width: Math.round(widths[width] * scale) }}
          >
            <iframe
              // Another saved state is another document.
              key={page.updated_at}
              title={words.frame(text.pages.views[width])}
              src={previewAddress(page.id)}
              sandbox=""
              className="origin-top-left"
              style={{ width: widths[width], height: `${100 / scale}%`, transform: `scale(${scale})` }}
            />
          </div>
        ) : (
          <p role="status" className="p-6 text-center text-ink-3">
            {words.saving}
          </p>
        )}
      </div>
    </div>
  );
}
