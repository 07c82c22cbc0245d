import { Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import { Meter } from "../../ui/Meter";
import { text } from "../../ui/text";
import { type Accepts, onlyImages, refusalOf } from "./accepts";
import { type Choice, choiceOf, moved } from "./choice";
import { ChosenRow } from "./ChosenRow";
import { DropZone } from "./DropZone";
import { MediaPicker } from "./MediaPicker";
import { useDragOrder } from "./useDragOrder";
import { useIncoming } from "./useIncoming";

export interface MediaFieldProps {
  label: string;
  value: readonly Choice[];
  onChange: (value: Choice[]) => void;
  accepts?: Accepts;
  multiple?: boolean;
  most?: number;
  /** Whether words for those who do not see it belong to the choice. */
  asksAlt?: boolean;
  /** Ids of the files that the page already shows. */
  onPage?: readonly string[];
  error?: string;
  /** What is wrong with the words of one choice, by its place. */
  altErrors?: Readonly<Record<number, string>>;
}

const words = text.picker.field;
const anything: Accepts = {};

/** Shows what is chosen and lets it be replaced, described, ordered and removed; takes a drop straight onto it. */
export function MediaField(props: MediaFieldProps) {
  const { label, value, onChange, accepts = anything, multiple = false, most, asksAlt = false, onPage = [], error } = props;
  const [picking, setPicking] = useState(false);
  const [notice, setNotice] = useState("");
  const group = useRef<HTMLDivElement>(null);
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });

  const change = (next: Choice[]) => {
    latest.current = next;
    setNotice("");
    onChange(next);
  };
  const incoming = useIncoming((file, first) => {
    const refused = refusalOf(file, accepts);
    const full = multiple && most !== undefined && latest.current.length >= most;
    const others = latest.current.filter((one) => one.media !== file.id);
    // Chosen when it came, and held or broken since.
    if (!first && refused && others.length < latest.current.length) change(others);
    else if (!first) return;
    if (refused) setNotice(`${file.title}: ${refused}`);
    else if (full) setNotice(words.tooMany(most));
    else if (multiple) change([...others, choiceOf(file.id)]);
    else change([choiceOf(file.id)]);
  });
  const { list, handle } = useDragOrder((from, to) => change(moved(value, from, to)));
  const running = incoming.arrivals.filter((one) => one.state !== "done");
  const room = multiple ? most === undefined || value.length < most : value.length === 0;
  return (
    <DropZone onFiles={(files) => incoming.send(multiple ? files : files.slice(0, 1))} className="grid gap-1.5 rounded-m">
      <div ref={group} role="group" aria-label={label} className="grid gap-1.5">
        <span className="text-s text-ink-2" aria-hidden>
          {label}
        </span>
        {value.length > 0 && (
          <ul ref={list} className="grid gap-1.5">
            {value.map((choice, at) => (
              <ChosenRow
                key={choice.media}
                choice={choice}
                onChange={(next) => change(value.map((one, index) => (index === at ? next : one)))}
                onReplace={() => setPicking(true)}
                onRemove={() => change(value.filter((_, index) => index !== at))}
                order={multiple ? { at, count: value.length, move: (to) => change(moved(value, at, to)), handle: handle(at) } : undefined}
                asksAlt={asksAlt}
                altError={props.altErrors?.[at]}
              />
            ))}
          </ul>
        )}
        {running.map((one) => (
          <div key={one.key} className="grid gap-1 rounded-m border border-line px-2.5 py-2 text-s">
            <span className="truncate">{one.name}</span>
            {one.state === "failed" ? (
              <span role="alert" className="text-bad">
                {one.reason}
              </span>
            ) : (
              <Meter label={text.picker.upload.progress(one.name)} value={one.progress} />
            )}
          </div>
        ))}
        {room && (
          <button
            type="button"
            onClick={() => setPicking(true)}
            className="flex min-h-11 items-center justify-center gap-1.5 rounded-m border border-dashed border-line-strong px-2 text-s text-ink-2 hover:border-ink-3 hover:text-ink"
          >
            <Plus className="size-3.5" aria-hidden />
            {multiple ? (onlyImages(accepts) ? words.dropPictures : words.dropFiles) : onlyImages(accepts) ? words.dropPicture : words.dropOne}
          </button>
        )}
        {(error || notice) && (
          <p role="alert" className={error ? "text-s text-bad" : "text-s text-warn"}>
            {error || notice}
          </p>
        )}
      </div>
      <MediaPicker
        open={picking}
        onClose={() => setPicking(false)}
        title={label}
        accepts={accepts}
        multiple={multiple}
        most={most}
        initial={value}
        onPage={onPage}
        focusAfter={() => group.current?.querySelector("button")}
        onChoose={(choices) => {
          setPicking(false);
          change(choices);
        }}
      />
    </DropZone>
  );
}
