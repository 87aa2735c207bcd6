import { config } from "../../api/config.ts";
import { readFigures } from "../../lib/figuresQuery.ts";
import type { Span } from "../../lib/rowsAddress.ts";
import { addDays } from "../../lib/time.ts";
import { usePlace } from "../../lib/url.ts";

/** How far back a pattern may be looked for, in days. */
export const SPANS = [182, 365, 730, 1095] as const;
const USUAL = 365;

/** Read how far back to look: a pattern needs more than the month one looks at; it ends with the page's period. */
export function useHistory(): Span & { days: number } {
  const { query } = usePlace();
  const { to } = readFigures(query, config().company.zone).period;
  const days = SPANS.find((span) => String(span) === query.get("history")) ?? USUAL;
  return { from: addDays(to, 1 - days), to, days };
}
