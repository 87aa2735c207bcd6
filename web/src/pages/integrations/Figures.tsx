import { useApi } from "../../api/data.ts";
import { duration, number, percent } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { Sparkline } from "../../ui/charts/Sparkline.tsx";
import { Bone, Failure } from "../../ui/States.tsx";

const FRESH_MS = 60_000;

/** What got through in the last day, and how fast: for the list. */
export function Rate({ id }: { id: string }) {
  const { t, lang } = useWords();
  const figures = useApi("GET /v1/integrations/{integration_id}/statistics", { path: { integration_id: id } }, { staleTime: FRESH_MS });
  const whole = figures.data?.whole;
  if (!whole) return figures.error ? <span class="muted">{t.dash}</span> : <Bone width={72} />;
  if (whole.success_rate === null || whole.p50_ms === null) return <span class="muted">{t.health.noTries}</span>;
  return (
    <>
      <b>{percent(whole.success_rate, lang)}</b>
      <small>{t.health.latency(duration(whole.p50_ms, lang))}</small>
    </>
  );
}

/** The same in full, with the shape of the day. */
export function DayFigures({ id }: { id: string }) {
  const { t, lang } = useWords();
  const figures = useApi("GET /v1/integrations/{integration_id}/statistics", { path: { integration_id: id } }, { every: () => FRESH_MS });
  const whole = figures.data?.whole;
  const ms = (value: number | null): string => (value === null ? t.dash : duration(value, lang));
  return (
    <section>
      <div class="section-head">
        <h3>{t.health.period}</h3>
        {whole && whole.attempts > 0 && <Sparkline values={figures.data!.items.map((hour) => hour.attempts)} />}
      </div>
      {whole ? (
        <dl class="counts quarters">
          <div>
            <dt>{t.health.success}</dt>
            <dd>
              {whole.success_rate === null ? t.dash : percent(whole.success_rate, lang)}
              <small class="muted">{whole.attempts > 0 ? t.health.tries(number(whole.attempts, lang)) : t.health.noTries}</small>
            </dd>
          </div>
          <div data-bad={whole.failed > 0 || undefined}>
            <dt>{t.health.failed}</dt>
            <dd>{number(whole.failed, lang)}</dd>
          </div>
          <div>
            <dt>{t.health.median}</dt>
            <dd>{ms(whole.p50_ms)}</dd>
          </div>
          <div>
            <dt>{t.health.slowest}</dt>
            <dd>{ms(whole.p95_ms)}</dd>
          </div>
        </dl>
      ) : figures.error ? (
        <Failure error={figures.error} onRetry={() => void figures.refetch()} />
      ) : (
        <Bone width="100%" height={72} />
      )}
    </section>
  );
}
