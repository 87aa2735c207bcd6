import { config } from "../../api/config.ts";
import type { DayFigures } from "../../api/types.ts";
import { change, money, number } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { Sparkline } from "../../ui/charts/Sparkline.tsx";
import { Bone } from "../../ui/States.tsx";

type Figure = "created" | "completed" | "cancelled" | "revenue";

const FIGURES: { key: Figure; lowerIsBetter: boolean }[] = [
  { key: "created", lowerIsBetter: false },
  { key: "completed", lowerIsBetter: false },
  { key: "cancelled", lowerIsBetter: true },
  { key: "revenue", lowerIsBetter: false },
];

function valuesOf(days: DayFigures[], key: Figure): number[] {
  return days.map((one) => (key === "revenue" ? one.revenue.amount : one[key]));
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function Delta({ now, then, lowerIsBetter }: { now: number; then: number; lowerIsBetter: boolean }) {
  const { t, lang } = useWords();
  const text = change(now, then, lang);
  if (text === null) return null;
  const good = now === then ? undefined : now > then !== lowerIsBetter;
  return (
    <span class="delta" data-good={good} title={t.figures.vsBefore}>
      {text}
      <span class="sr-only"> {t.figures.vsBefore}</span>
    </span>
  );
}

interface Props {
  now: DayFigures[] | undefined;
  then: DayFigures[] | undefined;
  /** Whether anything has been counted at all: zero and unknown are different. */
  isCounted: boolean;
}

/** Four figures of the period in one strip. */
export function Kpis({ now, then, isCounted }: Props) {
  const { t, lang } = useWords();
  const { currency } = config().company;
  const shown = (key: Figure, total: number): string =>
    key === "revenue" ? money({ amount: total, currency }, lang) : number(total, lang);
  return (
    <section class="panel kpis" aria-label={t.figures.title}>
      {FIGURES.map(({ key, lowerIsBetter }) => {
        const values = now && valuesOf(now, key);
        const total = values && sum(values);
        return (
          <div key={key} class="kpi">
            <p class="muted">{t.figures[key]}</p>
            {total === undefined ? (
              <p class="kpi-value">
                <Bone width={92} height={24} />
              </p>
            ) : (
              <p class="kpi-value">
                <strong>{isCounted ? shown(key, total) : t.dash}</strong>
                <Delta now={total} then={sum(valuesOf(then ?? [], key))} lowerIsBetter={lowerIsBetter} />
              </p>
            )}
            {values && isCounted && <Sparkline values={values} />}
          </div>
        );
      })}
    </section>
  );
}
