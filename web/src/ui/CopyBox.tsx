import { useRef, useState } from "preact/hooks";
import { useWords } from "../lib/i18n.ts";
import { Icon } from "./Icon.tsx";

/** A value to copy; the button says when it worked. */
export function CopyBox({ value }: { value: string }) {
  const { t } = useWords();
  const [done, setDone] = useState(false);
  const shown = useRef<HTMLElement>(null);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value);
      setDone(true);
    } catch {
      // The browser says no: mark the value, so that one key copies it.
      getSelection()?.selectAllChildren(shown.current!);
    }
  };
  return (
    <div class="copy-box">
      <code ref={shown}>{value}</code>
      <button type="button" class="button" onClick={() => void copy()}>
        <Icon name={done ? "check" : "copy"} />
        <span aria-live="polite">{done ? t.secret.copied : t.secret.copy}</span>
      </button>
    </div>
  );
}
