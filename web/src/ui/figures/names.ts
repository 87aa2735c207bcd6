import type { Dimension } from "../../api/figures.ts";
import type { Messages } from "../../lib/i18n.ts";

/** Name a value of a dimension: the server names technicians, the rest is told in the reader's language. */
export function nameOfSlice(dimension: Dimension, value: string, name: string, t: Messages): string {
  if (value === "") return t.insight.nameless;
  const known: Partial<Record<Dimension, Record<string, string>>> = {
    type: t.orderTypes,
    priority: t.priority,
    source: t.insight.sources,
    customer_kind: t.insight.customerKinds,
  };
  return known[dimension]?.[value] ?? name;
}
