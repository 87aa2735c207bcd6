import type { ComponentChildren } from "preact";
import type { Kpi } from "../../api/figures.ts";
import type { Trends } from "../../api/patterns.ts";
import { period as periodText } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { levelText } from "../../lib/levels.ts";
import { stepEnd, stepName } from "../../lib/names.ts";
import { rowsAddress, type Span } from "../../lib/rowsAddress.ts";
import { usePlace } from "../../lib/url.ts";
import { Link } from "../../ui/Link.tsx";
import { writing } from "./steps.ts";

interface Props {
  kpi: Kpi;
  data: Trends;
}

const LIST = { padding: "4px 16px 14px" };

function Found({ title, none, children }: { title: string; none: string; children: ComponentChildren[] }) {
  return (
    <section class="panel">
      <header class="panel-head">
        <h2>{title}</h2>
      </header>
      {children.length > 0 ? <ul style={{ ...LIST, paddingTop: "10px" }}>{children}</ul> : <p class="muted" style={{ padding: "14px 16px" }}>{none}</p>}
    </section>
  );
}

/** Tell nothing found from not looked for: the sentences say which. */
function noneOf({ verdicts }: Trends, codes: string[], isLooked: boolean): "none" | "few" | "elsewhere" {
  if (!isLooked) return "elsewhere";
  return verdicts.some((one) => codes.includes(one.code)) ? "none" : "few";
}

const ROW = { display: "flex", flexWrap: "wrap", gap: "2px 12px", padding: "6px 0" };

/** Where the level changed, and how sure the day is; the latest first. */
export function Breaks({ kpi, data }: Props) {
  const { t, lang } = useWords();
  const level = levelText(kpi, data.currency, lang);
  const named = (day: string): string => stepName(day, data.step, lang, true);
  return (
    <Found title={t.patterns.breaksTitle} none={t.patterns.noBreaks[noneOf(data, ["no_change", "gradual"], data.step !== "month")]}>
      {[...data.change_points].reverse().map(({ at, earliest, latest, before, after }) => (
        <li key={at} style={ROW}>
          <strong>{named(at)}</strong>
          <span>{t.patterns.breakLevel(level(before), level(after))}</span>
          <span class="muted">{earliest === latest ? "" : t.patterns.breakRange(periodText(earliest, stepEnd(latest, data.step), lang))}</span>
        </li>
      ))}
    </Found>
  );
}

/** Steps that stood out; each leads to its orders. */
export function Odds({ kpi, data, span }: Props & { span: Span }) {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const { show } = writing(kpi, data.currency, t, lang);
  return (
    <Found title={t.patterns.oddTitle} none={t.patterns.noOdd[noneOf(data, ["no_odd_days"], data.step === "day")]}>
      {[...data.anomalies].reverse().map(({ day, value, low, high }) => {
        const last = stepEnd(day, data.step);
        const name = stepName(day, data.step, lang, true);
        return (
          <li key={day} style={ROW}>
            <Link href={rowsAddress(query, { from: day, to: last < span.to ? last : span.to })} aria-label={t.patterns.showOrders(name)}>
              {name}
            </Link>
            <strong>{show(value)}</strong>
            <span class="muted">{t.patterns.oddExpected(show(low), show(high))}</span>
          </li>
        );
      })}
    </Found>
  );
}
