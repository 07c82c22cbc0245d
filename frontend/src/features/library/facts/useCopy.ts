import { text } from "../../../ui/text";
import { useToast } from "../../../ui/Toast";

/** Puts something onto the clipboard, and says so. */
export function useCopy() {
  const toast = useToast();
  return async (what: string, value: string) => {
    try {
      await navigator.clipboard.writeText(value);
      toast({ title: text.facts.copied(what) });
    } catch {
      // Without https a browser has no clipboard.
      toast({ title: text.facts.notCopied, mood: "bad" });
    }
  };
}
