import { createStore, useStore } from "../lib/store.ts";
import { Icon } from "./Icon.tsx";

interface Toast {
  id: number;
  text: string;
  tone: "good" | "bad";
}

const SHOWN_MS = 5000;
const toasts = createStore<Toast[]>([]);
let last = 0;

/** Say something short that needs no answer. */
export function toast(text: string, tone: Toast["tone"] = "good"): void {
  last += 1;
  const id = last;
  toasts.set([...toasts.get(), { id, text, tone }]);
  setTimeout(() => toasts.set(toasts.get().filter((one) => one.id !== id)), SHOWN_MS);
}

/** The live region where toasts are read out. */
export function Toasts() {
  const shown = useStore(toasts);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.map((one) => (
        <div key={one.id} class="toast" data-tone={one.tone}>
          <Icon name={one.tone === "good" ? "circle-check" : "circle-alert"} />
          {one.text}
        </div>
      ))}
    </div>
  );
}
