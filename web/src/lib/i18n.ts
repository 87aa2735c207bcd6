import type { Messages } from "../locales/ru.ts";
import { createStore, useStore } from "./store.ts";

export type Lang = "ru" | "en";
export type { Messages };

/** Each language is a file of its own: nobody loads words they do not read. */
const FILES: Record<Lang, () => Promise<Messages>> = {
  ru: () => import("../locales/ru.ts").then((file) => file.ru),
  en: () => import("../locales/en.ts").then((file) => file.en),
};
const loaded: Partial<Record<Lang, Messages>> = {};

function first(): Lang {
  return typeof document !== "undefined" && document.documentElement.lang === "en" ? "en" : "ru";
}

const current = createStore<Lang>(first());

async function load(lang: Lang): Promise<void> {
  loaded[lang] ??= await FILES[lang]();
}

/** Load the words of the page; nothing is shown before. */
export function loadWords(): Promise<void> {
  return load(current.get());
}

/** Change the language and remember it. */
export async function setLang(lang: Lang): Promise<void> {
  try {
    localStorage.setItem("naryad.lang", lang);
  } catch {
    // Storage is off: the choice holds for this page only.
  }
  try {
    await load(lang);
  } catch {
    return location.reload(); // a newer build has taken the place of this one's files
  }
  document.documentElement.lang = lang;
  current.set(lang);
}

/** Give the words and the language of the page. */
export function useWords(): { t: Messages; lang: Lang } {
  useStore(current);
  return { t: words(), lang: current.get() };
}

/** Give the words outside of a component. */
export function words(): Messages {
  const found = loaded[current.get()];
  if (!found) throw new Error("the words have not been loaded");
  return found;
}
