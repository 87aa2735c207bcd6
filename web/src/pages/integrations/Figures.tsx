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
  const tries = whole && (whole.attempts > 0 ? t.health.tries(number(whole.attempts, lang)) : t.health.noTries);
  // Bones in their place keep what stands below where it is.
  const shown = (say: (one: NonNullable<typeof whole>) => string) => (whole ? say(whole) : <Bone width={48} />);
  const ms = (value: number | null): string => (value === null ? t.dash : duration(value, lang));
  return (
    <section>
      <div class="section-head">
        <h3>{t.health.period}</h3>
        {whole && whole.attempts > 0 && <Sparkline values={figures.data!.items.map((hour) => hour.attempts)} />}
      </div>
      {!whole && figures.error ? (
        <Failure error={figures.error} onRetry={() => void figures.refetch()} />
      ) : (
        <dl class="counts quarters">
          <div>
            <dt>{t.health.success}</dt>
            <dd>
              {shown((one) => (one.success_rate === null ? t.dash : percent(one.success_rate, lang)))}
              <small class="muted">{tries ?? "\u00a0"}</small>
            </dd>
          </div>
          <div data-bad={(whole && whole.failed > 0) || undefined}>
            <dt>{t.health.failed}</dt>
            <dd>{shown((one) => number(one.failed, lang))}</dd>
          </div>
          <div>
            <dt>{t.health.median}</dt>
            <dd>{shown((one) => ms(one.p50_ms))}</dd>
          </div>
          <div>
            <dt>{t.health.slowest}</dt>
            <dd>{shown((one) => ms(one.p95_ms))}</dd>
          </div>
        </dl>
      )}
    </section>
  );
}
