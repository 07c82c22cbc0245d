import { Link, useParams } from "react-router";

import { Button } from "../ui/Button";
import { EmptyState } from "../ui/EmptyState";
import { text } from "../ui/text";

export function Lost() {
  const { namespace } = useParams();
  const words = text.shell.lost;
  return (
    <EmptyState
      alone
      title={words.title}
      action={
        <Button asChild>
          <Link to={namespace ? `/${namespace}/library` : "/"}>{words.action}</Link>
        </Button>
      }
    >
      {words.body}
    </EmptyState>
  );
}

/** A view threw while it was drawn; the rest of the app, uploads included, goes on. */
export function Crashed() {
  const words = text.shell.crashed;
  return (
    <EmptyState alone title={words.title} action={<Button onClick={() => location.reload()}>{words.action}</Button>}>
      {words.body}
    </EmptyState>
  );
}
