import type { ReactNode } from "react";

import { useRole } from "../../api/namespace";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { SkeletonGrid } from "../../ui/Skeleton";
import { explain, text } from "../../ui/text";

interface NothingProps {
  loading: boolean;
  error: Error | null;
  onRetry: () => void;
  /** Given where filters may be the reason. */
  onClear?: () => void;
  collection: boolean;
  upload?: ReactNode;
}

/** What stands where no file does: not yet, not now, not with these filters, or not at all. */
export function Nothing({ loading, error, onRetry, onClear, collection, upload }: NothingProps) {
  const mayUpload = useRole("contributor");
  const words = text.library;
  if (loading) return <SkeletonGrid label={text.common.loading} />;
  if (error) {
    return (
      <EmptyState title={words.failed} action={<Button onClick={onRetry}>{text.common.retry}</Button>}>
        {explain(error)}
      </EmptyState>
    );
  }
  if (onClear) {
    return (
      <EmptyState title={words.nothing.title} action={<Button onClick={onClear}>{words.nothing.action}</Button>}>
        {words.nothing.body}
      </EmptyState>
    );
  }
  if (collection) return <EmptyState title={words.emptyCollection.title}>{words.emptyCollection.body}</EmptyState>;
  return (
    <EmptyState title={words.empty.title} picture={<EmptyFrames />} action={upload}>
      {mayUpload ? words.empty.body : words.empty.readOnly}
    </EmptyState>
  );
}

/** Three empty frames in the proportions of pictures. */
function EmptyFrames() {
  return (
    <div className="flex items-end gap-1.5">
      {[1.33, 0.75, 1.78].map((ratio) => (
        <span key={ratio} style={{ width: 64 * ratio }} className="h-16 rounded-s border border-dashed border-line-strong" />
      ))}
    </div>
  );
}
