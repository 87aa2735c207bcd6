import { createStore } from "./store.ts";

export type Theme = "light" | "dark";

function first(): Theme {
  const chosen = document.documentElement.dataset["theme"];
  if (chosen === "light" || chosen === "dark") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export const theme = createStore<Theme>(typeof document === "undefined" ? "light" : first());

/** Switch between light and dark and remember it. */
export function switchTheme(): void {
  const next = theme.get() === "dark" ? "light" : "dark";
  document.documentElement.dataset["theme"] = next;
  try {
    localStorage.setItem("naryad.theme", next);
  } catch {
    // Storage is off: the choice holds for this page only.
  }
  theme.set(next);
}
