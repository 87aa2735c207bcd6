import { useApi } from "../../api/data.ts";
import type { Customers as Answer } from "../../api/patterns.ts";
import { number, percent } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { monthAfter, monthOf } from "../../lib/names.ts";
import type { Span } from "../../lib/rowsAddress.ts";
import { Cohorts } from "../../ui/charts/Cohorts.tsx";
import { INK, type Ink } from "../../ui/charts/ink.ts";
import { Panel } from "../../ui/charts/Panel.tsx";
import { Signs } from "../../ui/charts/Sign.tsx";
import { StackedBars } from "../../ui/charts/StackedBars.tsx";
import { Twin } from "../../ui/charts/Twin.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { Loading } from "./Loading.tsx";
import { Sentences } from "./Sentences.tsx";

const FRESH: Ink = { color: INK.accent, shape: "block" };
const RETURNING: Ink = { color: INK.second, shape: "block" };
/** A share of fewer is no share worth a percent sign. */
const LEAST_COHORT = 5;

/** Who comes for the first time, and who comes again. */
export function Customers({ span: { from, to } }: { span: Span }) {
  const { t } = useWords();
  const page = useApi("GET /v1/analytics/customers", { query: { from, to } }, { keep: true });
  const { data } = page;
  if (data && data.months.length > 0) return <Told data={data} />;
  if (!data && !page.error) return <Loading charts={3} />;
  return (
    <section class="panel">
      {page.error && !data ? (
        <Failure error={page.error} onRetry={() => void page.refetch()} />
      ) : (
        <Note icon="users" title={t.patterns.noCustomersTitle} hint={t.patterns.noCustomersHint} />
      )}
    </section>
  );
}

function Told({ data }: { data: Answer }) {
  const { t } = useWords();
  return (
    <>
      <section class="panel" aria-label={t.patterns.says}>
        <Tiles data={data} />
        {data.verdicts.length > 0 && <Sentences verdicts={data.verdicts} />}
      </section>
      <Months data={data} />
      <Returns data={data} />
    </>
  );
}

function Tiles({ data: { repeat, months, as_of } }: { data: Answer }) {
  const { t, lang } = useWords();
  const fresh = months.reduce((sum, one) => sum + one.new, 0);
  const orders = months.reduce((sum, one) => sum + one.orders, 0);
  return (
    <div class="kpis kpis-more">
      <div class="kpi">
        <p class="muted" title={t.patterns.repeatHint}>
          {t.patterns.repeat}
        </p>
        <p class="kpi-value">
          <strong>{repeat.value === null ? t.dash : percent(repeat.value, lang)}</strong>
        </p>
        <small>
          {t.patterns.ofCustomers(repeat.n)}
          <br />
          {repeat.low !== null && repeat.high !== null ? t.patterns.sure(percent(repeat.low, lang), percent(repeat.high, lang)) : t.patterns.unsure}
        </small>
      </div>
      <div class="kpi">
        <p class="muted">{t.patterns.newCustomers}</p>
        <p class="kpi-value">
          <strong>{number(fresh, lang)}</strong>
        </p>
        <small>{t.patterns.newHint}</small>
      </div>
      <div class="kpi">
        <p class="muted">{t.patterns.orders}</p>
        <p class="kpi-value">
          <strong>{number(orders, lang)}</strong>
        </p>
        <small>{as_of ? t.patterns.asOf(monthOf(as_of, lang, "long")) : ""}</small>
      </div>
    </div>
  );
}

function Months({ data: { months } }: { data: Answer }) {
  const { t, lang } = useWords();
  const show = (value: number): string => number(value, lang);
  const layers = [
    { name: t.patterns.returning, values: months.map((one) => one.returning), ink: RETURNING },
    { name: t.patterns.fresh, values: months.map((one) => one.new), ink: FRESH },
  ];
  return (
    <Panel
      title={t.patterns.customersTitle}
      legend={<Signs of={layers} />}
      chart={
        <StackedBars
          label={t.patterns.customersTitle}
          names={months.map((one) => monthOf(one.month, lang, "short"))}
          titles={months.map((one) => monthOf(one.month, lang, "long"))}
          layers={layers}
          show={show}
        />
      }
      twin={
        <Twin
          head={[t.patterns.month, t.patterns.fresh, t.patterns.returning, t.patterns.orders]}
          rows={months.map((one) => [monthOf(one.month, lang, "long"), show(one.new), show(one.returning), show(one.orders)])}
        />
      }
    />
  );
}

/** Say one cell of the triangle: a share of a cohort that is large enough, or how many. */
function cellOf(active: number, size: number, month: string, t: Messages["patterns"], lang: Lang) {
  const isEnough = size >= LEAST_COHORT;
  return {
    text: isEnough ? percent(Math.round((active / size) * 100) / 100, lang) : String(active),
    count: isEnough ? String(active) : "",
    title: t.cohortCell(String(active), String(size), monthOf(month, lang, "long")),
    share: isEnough ? active / size : 0,
  };
}

function Returns({ data: { cohorts } }: { data: Answer }) {
  const { t, lang } = useWords();
  if (cohorts.every((one) => one.active.length < 2)) {
    return <Panel title={t.patterns.cohortsTitle} height="auto" twin={null} chart={<Note icon="hourglass" title={t.patterns.fewTitle} hint={t.patterns.cohortsFew} />} />;
  }
  return (
    <Panel
      title={t.patterns.cohortsTitle}
      height="auto"
      // The triangle is a table already.
      twin={null}
      chart={
        <Cohorts
          label={t.patterns.cohortsTitle}
          head={{ first: t.patterns.firstOrder, size: t.patterns.size, later: t.patterns.monthsLater }}
          rows={cohorts.map((one) => ({
            name: monthOf(one.month, lang, "long"),
            size: number(one.size, lang),
            cells: one.active.slice(1).map((active, index) => cellOf(active, one.size, monthAfter(one.month, index + 1), t.patterns, lang)),
          }))}
        />
      }
    >
      <p class="chart-note muted">{t.patterns.cohortsNote}</p>
    </Panel>
  );
}
