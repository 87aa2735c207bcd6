import { config } from "../../api/config.ts";
import { isCounted, useKpis } from "../../api/figures.ts";
import { readFigures } from "../../lib/figuresQuery.ts";
import { period as periodText } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { months, weekdays } from "../../lib/names.ts";
import { rowsQuery } from "../../lib/rowsQuery.ts";
import { setQuery, usePlace } from "../../lib/url.ts";
import { ROWS } from "../../locales/rows.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { nameOfSlice } from "../../ui/figures/names.ts";
import { useKpi } from "../../ui/figures/KpiChoice.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { Bones, RowsTable } from "./RowsTable.tsx";

/** The orders behind a number: exactly those that it was counted of. */
export function RowsSheet() {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const kpis = useKpis();
  const kpi = useKpi(kpis.data?.items);
  const asked = rowsQuery(query, readFigures(query, config().company.zone));
  const close = (): void => setQuery({ rows: null, of: null, weekday: null, month: null, hour: null, list: null, only: null });
  const slice = asked.dimension && nameOfSlice(asked.dimension, asked.value ?? "", asked.value ?? "", t);
  const title = `${kpi?.title[lang] ?? t.insight.kpi}, ${periodText(asked.from, asked.to, lang)}`;
  return (
    <Dialog shape="side" light title={title} onClose={close}>
      <div class="dialog-body card">
        {asked.dimension && asked.dimension !== "technician" && (
          <p class="muted">
            {t.insight.dimensions[asked.dimension]}: {slice}
          </p>
        )}
        {asked.weekday !== undefined && asked.weekday !== null && (
          <p class="muted">
            {weekdays(lang, "long")[asked.weekday]}
            {asked.hour !== undefined && asked.hour !== null && `, ${asked.hour}:00–${asked.hour + 1}:00`}
          </p>
        )}
        {asked.month && <p class="muted">{months(lang)[asked.month - 1]}</p>}
        {kpis.error ? <Failure error={kpis.error} onRetry={() => void kpis.refetch()} /> : !kpi ? (
          <Bones />
        ) : isCounted(kpi) ? (
          <RowsTable key={JSON.stringify(asked)} kpi={kpi} asked={asked} />
        ) : (
          <Note icon="inbox" title={ROWS[lang].none} hint={ROWS[lang].nobody} />
        )}
      </div>
    </Dialog>
  );
}
