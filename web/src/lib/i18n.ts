import { en } from "../locales/en.ts";
import { ru, type Messages } from "../locales/ru.ts";
import { createStore, useStore } from "./store.ts";

export type Lang = "ru" | "en";
export type { Messages };

const MESSAGES: Record<Lang, Messages> = { ru, en };

function first(): Lang {
  return typeof document !== "undefined" && document.documentElement.lang === "en" ? "en" : "ru";
}

const current = createStore<Lang>(first());

/** Change the language and remember it. */
export function setLang(lang: Lang): void {
  document.documentElement.lang = lang;
  try {
    localStorage.setItem("naryad.lang", lang);
  } catch {
    // Storage is off: the choice holds for this page only.
  }
  current.set(lang);
}

/** Give the words and the language of the page. */
export function useWords(): { t: Messages; lang: Lang } {
  const lang = useStore(current);
  return { t: MESSAGES[lang], lang };
}

/** Give the words outside of a component. */
export function words(): Messages {
  return MESSAGES[current.get()];
}
