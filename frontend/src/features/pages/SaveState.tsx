import { StateWord } from "../../ui/Chip";
import { text } from "../../ui/text";
import { useEditor } from "./editor";

const words = text.pages;
const times = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });

/** What becomes of what is written, as small words. */
export function SaveState() {
  const { page, state } = useEditor();
  const good = page.status === "published" && !page.has_unpublished_changes;
  const status = page.status === "published" && !good ? words.changesPending : words.statuses[page.status];
  if (state === "saved") {
    return (
      <StateWord whole mood={good ? "good" : "warn"}>
        {words.states.saved(status, times.format(new Date(page.updated_at)))}
      </StateWord>
    );
  }
  return (
    <StateWord whole mood={state === "waiting" || state === "saving" ? "plain" : "bad"}>
      {words.states[state]}
    </StateWord>
  );
}
