import { X } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import { createContext, useCallback, useContext, useMemo, useState } from "react";
import type { ReactNode } from "react";

import { classes } from "./classes";
import { text } from "./text";

export interface ToastMessage {
  title: string;
  detail?: string;
  mood?: "plain" | "bad";
  /** One way on, such as undoing the act. */
  action?: { label: string; run: () => void };
}

interface Shown extends ToastMessage {
  id: number;
}

const ToastContext = createContext<(message: ToastMessage) => void>(() => undefined);

/** Says that something was done or went wrong; the returned function keeps its identity. */
export function useToast() {
  return useContext(ToastContext);
}

/** Keeps the toasts above an element in the lower right corner, as its ref. In a wide window they stand beside it. */
export function liftToasts(element: HTMLElement) {
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() => style.setProperty("--under-toasts", `${element.offsetHeight}px`));
  observer.observe(element);
  return () => {
    observer.disconnect();
    style.removeProperty("--under-toasts");
  };
}

// A side panel pushes that element under the toasts even in a wide window.
const place =
  "bottom-[calc(--spacing(34)+env(safe-area-inset-bottom)+var(--under-toasts,0px))] " +
  "tab:bottom-[max(--spacing(20),--spacing(7)+var(--under-toasts,0px))] wide:not-in-[:root:has([data-panel])]:bottom-20";

let count = 0;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<Shown[]>([]);
  const add = useCallback((message: ToastMessage) => {
    count += 1;
    const id = count;
    setShown((before) => [...before.slice(-2), { ...message, id }]);
  }, []);
  const remove = useCallback((id: number) => setShown((before) => before.filter((one) => one.id !== id)), []);
  const toasts = useMemo(() => shown.map((one) => <ToastCard key={one.id} toast={one} onGone={remove} />), [shown, remove]);
  return (
    <Radix.Provider label={text.common.notice} swipeDirection="down">
      <ToastContext value={add}>{children}</ToastContext>
      {toasts}
      <Radix.Viewport className={classes("fixed left-1/2 z-60 flex w-[min(460px,94vw)] -translate-x-1/2 flex-col gap-2 outline-none", place)} />
    </Radix.Provider>
  );
}

function ToastCard({ toast, onGone }: { toast: Shown; onGone: (id: number) => void }) {
  return (
    <Radix.Root
      duration={toast.action || toast.mood === "bad" ? 10_000 : 4_000}
      type={toast.mood === "bad" ? "foreground" : "background"}
      onOpenChange={(open) => !open && onGone(toast.id)}
      className="flex items-center gap-3 rounded-l bg-float py-2 pr-2 pl-4 text-float-ink shadow-float animate-rise"
    >
      <div className="min-w-0 flex-1">
        <Radix.Title className="font-medium">{toast.title}</Radix.Title>
        {toast.detail && <Radix.Description className="text-s opacity-75">{toast.detail}</Radix.Description>}
      </div>
      {toast.action && (
        <Radix.Action asChild altText={toast.action.label} onClick={toast.action.run}>
          <button type="button" className="h-8 rounded-m px-2.5 font-medium underline underline-offset-2 hover:bg-float-line/40">
            {toast.action.label}
          </button>
        </Radix.Action>
      )}
      <Radix.Close aria-label={text.common.close} className="grid size-8 place-items-center rounded-m opacity-75 hover:bg-float-line/40">
        <X className="size-4" aria-hidden />
      </Radix.Close>
    </Radix.Root>
  );
}
