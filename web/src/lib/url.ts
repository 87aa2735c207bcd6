import { createStore, useStore } from "./store.ts";

/** The address is the only store for pages, filters, tabs and opened rows. */
export interface Place {
  path: string;
  query: URLSearchParams;
  /** How many pages of a list were turned to get here; kept in the history entry. */
  depth: number;
}

export type Patch = Record<string, string | null | undefined>;

function here(): Place {
  if (typeof location === "undefined") return { path: "/", query: new URLSearchParams(), depth: 0 };
  const state = history.state as { depth?: number } | null;
  return {
    path: location.pathname,
    query: new URLSearchParams(location.search),
    depth: state?.depth ?? 0,
  };
}

const place = createStore<Place>(here());

if (typeof addEventListener !== "undefined") {
  addEventListener("popstate", () => place.set(here()));
}

/** Return the query with the patch applied; null and "" remove a name. */
export function patched(query: URLSearchParams, patch: Patch): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null || value === undefined || value === "") next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** Join a path and a query into an address. */
export function address(path: string, query: URLSearchParams | Patch = {}): string {
  const search = (query instanceof URLSearchParams ? query : patched(new URLSearchParams(), query)).toString();
  return search ? `${path}?${search}` : path;
}

/** Go to an address inside the application. */
export function go(to: string, { replace = false, depth = 0 } = {}): void {
  history[replace ? "replaceState" : "pushState"]({ depth }, "", to);
  place.set(here());
}

/** Change some names of the query and stay on the page. */
export function setQuery(patch: Patch, options?: { replace?: boolean; depth?: number }): void {
  const now = here();
  go(address(now.path, patched(now.query, patch)), { depth: now.depth, ...options });
}

/** Watch the address. */
export function usePlace(): Place {
  return useStore(place);
}
