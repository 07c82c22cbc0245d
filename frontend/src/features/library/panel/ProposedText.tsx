import { Check, X } from "lucide-react";

import type { Suggestion } from "../../../api/types";
import { IconButton } from "../../../ui/Button";
import { text } from "../../../ui/text";
import type { Decide } from "./useSuggestions";

/** Dashed, because no person has said it yet; one press makes it theirs. */
export function ProposedText({ suggestion, onDecide }: { suggestion: Suggestion; onDecide: Decide }) {
  const words = text.library.panel;
  return (
    <div className="-mt-1.5 flex items-start gap-2 rounded-m border border-dashed border-line-strong px-2.5 py-2">
      <p className="min-w-0 flex-1">
        {suggestion.value}
        <small className="mt-px block text-xs text-ink-2">{words.proposed(suggestion.confidence)}</small>
      </p>
      <IconButton
        size="s"
        tone="plain"
        label={words.accept(suggestion.value)}
        icon={<Check aria-hidden />}
        onClick={() => onDecide(suggestion, "accept")}
      />
      <IconButton size="s" label={words.reject(suggestion.value)} icon={<X aria-hidden />} onClick={() => onDecide(suggestion, "reject")} />
    </div>
  );
}
