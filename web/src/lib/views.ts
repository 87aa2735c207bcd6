import { createStore } from "./store.ts";

/** A filter with a name; the query is the part of the address after the question mark. */
export interface View {
  name: string;
  query: string;
}

const KEY = "naryad.views";

/** Read what was kept; whatever is no list of views is none. */
export function parseViews(text: string | null): View[] {
  try {
    const found: unknown = JSON.parse(text ?? "[]");
    if (!Array.isArray(found)) return [];
    return found.filter((one): one is View => typeof one?.name === "string" && typeof one?.query === "string");
  } catch {
    return [];
  }
}

function read(): View[] {
  try {
    return parseViews(localStorage.getItem(KEY));
  } catch {
    return [];
  }
}

export const views = createStore<View[]>(read());

function keep(next: View[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Storage is off: the views hold for this page only.
  }
  views.set(next);
}

/** Keep a view; one of the same name is replaced. */
export function saveView(view: View): void {
  keep([...views.get().filter((one) => one.name !== view.name), view]);
}

/** Forget a view. */
export function dropView(name: string): void {
  keep(views.get().filter((one) => one.name !== name));
}
