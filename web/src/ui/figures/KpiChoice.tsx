import { hasCourse, type Kpi } from "../../api/figures.ts";
import { useWords } from "../../lib/i18n.ts";
import { setQuery, usePlace } from "../../lib/url.ts";

const USUAL = "completed";

/** Give the figure that the address names, or the usual one. */
export function useKpi(kpis: Kpi[] | undefined): Kpi | undefined {
  const { query } = usePlace();
  const known = kpis?.filter(hasCourse);
  return known?.find((one) => one.name === query.get("kpi")) ?? known?.find((one) => one.name === USUAL);
}

/** Choose a figure by its name; it is in the address. */
export function KpiChoice({ kpis, kpi }: { kpis: Kpi[] | undefined; kpi: Kpi | undefined }) {
  const { t, lang } = useWords();
  return (
    <select
      class="input select kpi-choice"
      aria-label={t.insight.kpi}
      value={kpi?.name ?? ""}
      onChange={(event) => setQuery({ kpi: event.currentTarget.value, sort: null, dir: null }, { depth: 0 })}
    >
      {!kpi && <option value="">{t.insight.kpi}</option>}
      {kpis?.filter(hasCourse).map((one) => (
        <option key={one.name} value={one.name}>
          {one.title[lang]}
        </option>
      ))}
    </select>
  );
}
