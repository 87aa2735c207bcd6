import { useEffect, useRef, useState } from "preact/hooks";
import { setQuery, usePlace } from "../lib/url.ts";
import { Icon } from "./Icon.tsx";

const PAUSE_MS = 350;

/** A search whose words are in the address as `q`; the key / leads here. */
export function SearchField({ label, placeholder }: { label: string; placeholder: string }) {
  const { query } = usePlace();
  const asked = query.get("q") ?? "";
  const [text, setText] = useState(asked);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();

  // Back and Forward change the address without a key being pressed here.
  useEffect(() => setText(asked), [asked]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const typing = event.target instanceof Element && event.target.closest("input, textarea, select, dialog");
      if (event.code !== "Slash" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  const ask = (words: string): void => {
    clearTimeout(timer.current);
    if (words.trim() !== asked) setQuery({ q: words.trim(), cursor: null }, { replace: true, depth: 0 });
  };
  return (
    <form
      class="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        ask(text);
      }}
    >
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        class="input"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={placeholder}
        maxLength={200}
        value={text}
        onInput={(event) => {
          const words = event.currentTarget.value;
          setText(words);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => ask(words), PAUSE_MS);
        }}
      />
    </form>
  );
}
