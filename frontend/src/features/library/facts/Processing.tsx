import type { MediaFileDetail } from "../../../api/types";
import { Button } from "../../../ui/Button";
import { StateWord } from "../../../ui/Chip";
import { Meter } from "../../../ui/Meter";
import { isFinal, reasonFor, text } from "../../../ui/text";

const words = text.library.panel;
/** Nobody goes on with these by themselves. */
const stopped = ["failed", "quarantined"];
const moods = { failed: "bad", running: "warn", pending: "warn", done: "good", skipped: "plain" } as const;

/** How far its processing is. */
export function Processing({ file, onRetry }: { file: MediaFileDetail; onRetry: () => void }) {
  const { processing } = file;
  if (processing.length === 0) return null;
  const open = processing.some((step) => step.state === "failed" && !isFinal(step.error));
  return (
    <section aria-label={words.processing}>
      <div className="mb-1 flex items-center justify-between">
        <h2 className="font-medium">{words.processing}</h2>
        {open && file.permissions.change && (
          <Button size="s" onClick={onRetry}>
            {words.retry}
          </Button>
        )}
      </div>
      <ul>
        {processing.map((step) => (
          <li key={step.step} className="border-t border-line py-1.5 first:border-0">
            <div className="flex items-center justify-between gap-2">
              <span>{words.steps[step.step] ?? step.step}</span>
              <span className="flex items-center gap-2 text-s text-ink-2">
                {step.attempts > 1 && words.attempts(step.attempts)}
                <State state={step.state} over={stopped.includes(file.status)} />
              </span>
            </div>
            {step.state === "running" && step.progress !== null && <Meter label={words.steps[step.step] ?? step.step} value={step.progress} className="mt-1" />}
            {step.error && <StepTrouble error={step.error} bad={step.state === "failed"} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function State({ state, over }: { state: keyof typeof moods; over: boolean }) {
  if (state === "pending" && over) return <StateWord mood="plain">{words.notReached}</StateWord>;
  return <StateWord mood={moods[state]}>{words.states[state]}</StateWord>;
}

function StepTrouble({ error, bad }: { error: { code: string; detail: string }; bad: boolean }) {
  const { sentence, detail } = reasonFor(error);
  return (
    <p className="mt-0.5 text-s text-ink-2">
      <span className={bad ? "text-bad" : undefined}>{sentence}</span> {detail}
    </p>
  );
}
