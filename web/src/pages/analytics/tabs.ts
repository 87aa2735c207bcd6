import type { FunctionComponent } from "preact";
import type { Messages } from "../../lib/i18n.ts";
import type { Span } from "../../lib/rowsAddress.ts";
import { lazy } from "../../ui/Lazy.tsx";

export interface Tab {
  name: string;
  title: (t: Messages) => string;
  Inside: FunctionComponent<{ span: Span }>;
  /** It looks further back than the period of the page. */
  hasHistory?: true;
}

/** Each tab is a file of its own, and a line here. */
export const TABS: Tab[] = [
  {
    name: "compare",
    title: (t) => t.insight.compareTab,
    Inside: lazy(() => import("./CompareTab.tsx").then((file) => file.CompareTab)),
  },
  {
    name: "dynamics",
    title: (t) => t.insight.dynamicsTab,
    Inside: lazy(() => import("./DynamicsTab.tsx").then((file) => file.DynamicsTab)),
  },
  {
    name: "season",
    title: (t) => t.insight.seasonTab,
    Inside: lazy(() => import("./Seasons.tsx").then((file) => file.Seasons), "patterns"),
    hasHistory: true,
  },
  {
    name: "trends",
    title: (t) => t.insight.trendsTab,
    Inside: lazy(() => import("./Trends.tsx").then((file) => file.Trends), "patterns"),
    hasHistory: true,
  },
  {
    name: "customers",
    title: (t) => t.insight.customersTab,
    Inside: lazy(() => import("./Customers.tsx").then((file) => file.Customers), "patterns"),
    hasHistory: true,
  },
];
