import type { Figures } from "../api/figures.ts";
import type { Asked } from "./figuresQuery.ts";
import { period as periodText } from "./format.ts";
import type { Lang, Messages } from "./i18n.ts";
import { previous } from "./period.ts";
import { addDays, type Day } from "./time.ts";

/** What an answer says of the days that it is of. */
export type Told = Pick<Figures, "period" | "base" | "notes">;
const UNBEGUN = new Set(["incomplete", "not_begun"]);

/** Name the days that are compared; of a period that is not over, and of its base, those that count. */
export function against({ period, base, notes }: Told, { insight }: Messages, lang: Lang): string {
  if (!base) return "\u00a0";
  const { from, to, complete_to: last } = base;
  const over = period.complete_to;
  const whole = insight.against(periodText(from, to, lang));
  if (!over || !last) {
    // No day of it is over: which hours count, if any, is said by the server.
    const said = notes.filter((one) => UNBEGUN.has(one.code)).map((one) => one.text[lang]);
    return said.length > 0 ? `${whole}${whole.endsWith(".") ? "" : "."} ${said.join(" ")}` : whole;
  }
  const kind = over === period.to ? "longer" : addDays(over, 1) === period.to ? "today" : "running";
  if (kind === "longer" && last === to) return whole;
  return insight.againstPart[kind](periodText(period.from, over, lang), periodText(from, last, lang));
}

/** Guess as long a text before the server has said it: its place is kept, and nothing moves. */
export function likely({ period, base, compare }: Asked, today: Day, { insight }: Messages, lang: Lang): string {
  if (compare === "none") return "\u00a0";
  const { from, to } = base ?? previous(period);
  const then = periodText(from, to, lang);
  if (period.to < today) return insight.against(then);
  return insight.againstPart[period.to === today ? "today" : "running"](periodText(period.from, period.to, lang), then);
}
