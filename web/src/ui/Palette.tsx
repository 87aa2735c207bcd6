import { useEffect, useRef } from "preact/hooks";
import { createStore, useStore } from "../lib/store.ts";
import { lazy } from "./Lazy.tsx";

const PaletteDialog = lazy<{ begun: () => string; onClose: () => void }>(() => import("./PaletteDialog.tsx").then((file) => file.PaletteDialog));

const opened = createStore(false);

/** Let the palette come: whoever is about to open it need not wait for it then. Failing, it is asked for again. */
export function awaitPalette(): void {
  PaletteDialog.load().catch(() => undefined);
}

/** Open the command palette. */
export function openPalette(): void {
  opened.set(true);
}

/** Ctrl/Cmd+K from anywhere, by the physical key: it works on a Russian layout too. */
export function Palette() {
  const open = useStore(opened);
  const typed = useRef("");
  useEffect(() => {
    typed.current = "";
  }, [open]);
  useEffect(() => {
    /** On a slow line one types before the palette is there: nothing of it is lost. */
    const onEarly = (event: KeyboardEvent): void => {
      if (event.key === "Escape") opened.set(false);
      else if (event.key === "Backspace") typed.current = typed.current.slice(0, -1);
      else if (event.key.length === 1) typed.current += event.key;
      else return; // the other keys still walk the page, to the button of what failed to come
      event.preventDefault();
    };
    const onKey = (event: KeyboardEvent): void => {
      const isAlone = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (isAlone && opened.get() && !document.querySelector("dialog[open]")) return onEarly(event);
      if (event.key === "Control" || event.key === "Meta") return awaitPalette();
      if (event.code !== "KeyK" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (!document.querySelector("dialog[open]")) opened.set(true);
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return open ? <PaletteDialog begun={() => typed.current} onClose={() => opened.set(false)} /> : null;
}
