import { useRole } from "../../../api/namespace";
import type { MediaFileDetail } from "../../../api/types";
import { Field } from "../../../ui/Field";
import { Select } from "../../../ui/Select";
import { text } from "../../../ui/text";
import { CollectionChips } from "./CollectionChips";
import { InlineField } from "./InlineField";
import { ProposedText } from "./ProposedText";
import { TagChips } from "./TagChips";
import { useFileChange } from "./useFileChange";
import { useSuggestions } from "./useSuggestions";

const words = text.library.panel;
const visibilities = (["private", "namespace", "public"] as const).map((value) => ({ value, label: words.visibilities[value] }));

/** What people say of the file, and what the machine proposes to say. */
export function About({ file, editTitle }: { file: MediaFileDetail; editTitle: number }) {
  const { save } = useFileChange(file);
  const mayDecide = useRole("editor");
  const { proposals, decide } = useSuggestions(file.id);
  const fixed = !file.permissions.change;
  const proposed = (kind: "title" | "alt_text" | "description") =>
    mayDecide && proposals.filter((one) => one.kind === kind).map((one) => <ProposedText key={one.id} suggestion={one} onDecide={decide} />);
  return (
    <div className="grid gap-3 px-3.5 pt-3">
      <InlineField label={words.title} value={file.title} required large readOnly={fixed} focusNow={editTitle} onSave={(title) => save({ title })} />
      {proposed("title")}
      {file.kind === "image" && (
        <InlineField
          label={words.alt}
          value={file.alt_text}
          placeholder={words.altHint}
          flag={!file.alt_text}
          readOnly={fixed}
          onSave={(alt_text) => save({ alt_text })}
        />
      )}
      {proposed("alt_text")}
      <InlineField
        label={words.description}
        value={file.description}
        placeholder={words.descriptionHint}
        readOnly={fixed}
        onSave={(description) => save({ description })}
      />
      {proposed("description")}
      <TagChips file={file} proposals={mayDecide ? proposals.filter((one) => one.kind === "tag") : []} onDecide={decide} />
      <CollectionChips file={file} />
      <Field label={words.visibility}>
        <Select
          value={file.visibility}
          options={visibilities}
          disabled={fixed}
          onChange={(visibility) => void save({ visibility }).catch(() => undefined)}
        />
      </Field>
    </div>
  );
}
