import { config } from "../../api/config.ts";
import type { DayFigures } from "../../api/types.ts";
import { day, money, number, short, symbol } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { DayChart, Legend, Twin, type Series } from "../../ui/charts/DayChart.tsx";
import { Panel } from "../../ui/charts/Panel.tsx";
import { Note } from "../../ui/States.tsx";

/** Orders and revenue by day. */
export function DayPanels({ days, isCounted }: { days: DayFigures[] | undefined; isCounted: boolean }) {
  const { t } = useWords();
  if (!days) {
    return (
      <>
        {[t.figures.byDay, t.figures.revenueByDay].map((title) => (
          <section key={title} class="panel chart-panel" aria-busy="true">
            <header>
              <h2>{title}</h2>
            </header>
            <div class="chart-space">
              <div class="chart-bone" />
            </div>
          </section>
        ))}
      </>
    );
  }
  const nothing = days.every((one) => one.created + one.completed + one.cancelled + one.revenue.amount === 0);
  if (nothing) {
    return (
      <section class="panel">
        {isCounted ? (
          <Note icon="chart-line" title={t.figures.emptyTitle} hint={t.figures.emptyHint} />
        ) : (
          <Note icon="hourglass" title={t.figures.pendingTitle} hint={t.figures.pendingHint} />
        )}
      </section>
    );
  }
  return (
    <>
      <OrdersPanel days={days} />
      <RevenuePanel days={days} />
    </>
  );
}

function OrdersPanel({ days }: { days: DayFigures[] }) {
  const { t, lang } = useWords();
  const series: Series[] = [
    { name: t.figures.created, look: "first", values: days.map((one) => one.created) },
    { name: t.figures.completed, look: "second", values: days.map((one) => one.completed) },
  ];
  const show = (value: number): string => number(value, lang);
  return (
    <Panel
      title={t.figures.byDay}
      legend={<Legend series={series} />}
      chart={
        <DayChart
          label={t.figures.byDay}
          days={days.map((one) => one.day)}
          names={days.map((one) => day(one.day, lang))}
          series={series}
          show={show}
          axis={show}
        />
      }
      twin={
        <Twin
          head={[t.figures.day, t.figures.created, t.figures.completed, t.figures.cancelled]}
          rows={days.map((one) => [day(one.day, lang, true), one.created, one.completed, one.cancelled])}
        />
      }
    />
  );
}

function RevenuePanel({ days }: { days: DayFigures[] }) {
  const { t, lang } = useWords();
  const { currency } = config().company;
  return (
    <Panel
      title={`${t.figures.revenueByDay}, ${symbol(currency, lang)}`}
      chart={
        <DayChart
          bars
          label={t.figures.revenueByDay}
          days={days.map((one) => one.day)}
          names={days.map((one) => day(one.day, lang))}
          series={[{ name: t.figures.revenue, look: "first", values: days.map((one) => one.revenue.amount) }]}
          show={(amount) => money({ amount, currency }, lang)}
          axis={(amount) => short(amount, currency, lang)}
        />
      }
      twin={
        <Twin
          head={[t.figures.day, t.figures.revenue]}
          rows={days.map((one) => [day(one.day, lang, true), money(one.revenue, lang)])}
        />
      }
    />
  );
}
