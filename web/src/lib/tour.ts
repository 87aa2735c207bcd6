import { createStore } from "./store.ts";

/** "unknown" until it is known whether the company is new; "past" once it is not, or whoever is here closed it. */
export type TourState = "unknown" | "open" | "past";

const KEY = "naryad.tour";

function kept(): TourState {
  try {
    const found = localStorage.getItem(KEY);
    return found === "open" || found === "past" ? found : "unknown";
  } catch {
    return "past"; // storage is off: it would come back with every page
  }
}

export const tour = createStore<TourState>(typeof localStorage === "undefined" ? "past" : kept());

function keep(state: TourState): void {
  try {
    localStorage.setItem(KEY, state);
  } catch {
    // Storage is off: it holds for this page only.
  }
  tour.set(state);
}

/** Show the first steps, asked for or not. */
export function openTour(): void {
  keep("open");
}

/** Show them no more, unless asked for. */
export function closeTour(): void {
  keep("past");
}
