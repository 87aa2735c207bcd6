import type { Figures } from "../api/figures.ts";
import { period as periodText } from "./format.ts";
import type { Lang, Messages } from "./i18n.ts";
import { addDays } from "./time.ts";

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
