import { useEffect, useState } from "react";
import { useBlocker } from "react-router";

import { Button } from "../../../ui/Button";
import { Dialog } from "../../../ui/Dialog";
import { text } from "../../../ui/text";
import { useEditor } from "../editor";

const words = text.pages.leave;

/** Saves before the page is left; asks only where that does not succeed. */
export function LeaveGuard() {
  const { draft } = useEditor();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => draft.isDirty && currentLocation.pathname !== nextLocation.pathname);
  const [stuck, setStuck] = useState(false);
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    let gone = false;
    void draft.flush().then((saved) => {
      if (gone) return;
      if (saved) blocker.proceed();
      else setStuck(true);
    });
    return () => {
      gone = true;
    };
  }, [blocker, draft]);
  const stay = () => {
    setStuck(false);
    blocker.reset?.();
  };
  return (
    <Dialog
      open={stuck && blocker.state === "blocked"}
      onClose={stay}
      title={words.title}
      description={words.body}
      width="s"
      footer={
        <>
          <Button onClick={() => blocker.proceed?.()}>{words.leave}</Button>
          <Button tone="primary" onClick={stay}>
            {words.stay}
          </Button>
        </>
      }
    />
  );
}
