import { classes } from "../../ui/classes";

interface CaptionedProps {
  /** What has to be known of it; nothing leaves what is shown alone. */
  caption: string | false;
  large: boolean;
  children: React.ReactNode;
}

/** What is shown, with a line below it. */
export function Captioned({ caption, large, children }: CaptionedProps) {
  if (!caption) return children;
  return (
    <div className={classes("grid grid-cols-[minmax(0,1fr)] gap-1.5", large && "size-full grid-rows-[minmax(0,1fr)_auto]")}>
      {children}
      <p className="text-center text-s text-ink-2">{caption}</p>
    </div>
  );
}
