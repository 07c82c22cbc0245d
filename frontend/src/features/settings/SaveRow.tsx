import { Button } from "../../ui/Button";
import { text } from "../../ui/text";

interface SaveRowProps {
  busy: boolean;
  saved: boolean;
  tone?: "primary";
}

/** The button that saves a form. That it is done stands beside it, where it hides nothing. */
export function SaveRow({ busy, saved, tone }: SaveRowProps) {
  return (
    <div className="flex items-center gap-3">
      <Button type="submit" tone={tone} busy={busy}>
        {text.common.save}
      </Button>
      <p role="status" className="text-ink-2">
        {saved && text.settings.saved}
      </p>
    </div>
  );
}
