import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import { useKpis, type Figures, type Kpi } from "../../api/figures.ts";
import { useMe } from "../../api/me.ts";
import { figure, ofHowMuch } from "../../lib/figureFormat.ts";
import { decimal } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { addDays, today } from "../../lib/time.ts";
import { address } from "../../lib/url.ts";
import { Delta, VerdictChip } from "../../ui/figures/Verdict.tsx";
import { Formula } from "../../ui/figures/Formula.tsx";
import { Link } from "../../ui/Link.tsx";
import { Bone, Failure } from "../../ui/States.tsx";

const DAYS = 90;
const SHOWN = ["completed", "revenue_by_technician", "average_ticket", "utilisation", "first_time_fix", "rework_rate", "rework_by_workmanship", "on_time_arrival"];

/** What one technician has done lately, against the time before, and how customers rate it. */
export function Results({ id }: { id: string }) {
  const { t } = useWords();
  const may = useMe()?.permissions ?? [];
  const to = today(config().company.zone);
  const span = { from: addDays(to, 1 - DAYS), to };
  const mayCount = may.includes("analytics:read");
  const mayRate = may.includes("feedback:read");
  if (!mayCount && !mayRate) return null;
  return (
    <section>
      <header class="section-head">
        <h3>{t.insight.lately(DAYS)}</h3>
        {mayCount && (
          <Link class="button small" href={address("/overview", { days: String(DAYS), dimension: "technician", value: id })}>
            {t.insight.allKpis}
          </Link>
        )}
      </header>
      {mayCount && <Counted id={id} span={span} />}
      {mayRate && <Rated id={id} span={span} />}
    </section>
  );
}

interface PartProps {
  id: string;
  span: { from: string; to: string };
}

function Counted({ id, span }: PartProps) {
  const kpis = useKpis();
  const page = useApi("GET /v1/analytics/overview", { query: { ...span, dimension: "technician", value: id } }, { staleTime: 60_000 });
  const failed = page.error ?? kpis.error;
  if (failed && !(page.data && kpis.data)) return <Failure error={failed} onRetry={() => void Promise.all([page.refetch(), kpis.refetch()])} />;
  if (!page.data || !kpis.data) return <Bone width="100%" height={47 * SHOWN.length} />;
  const { data } = page;
  return (
    <ul class="rows">
      {SHOWN.map((name) => {
        const kpi = kpis.data?.items.find((one) => one.name === name);
        return kpi && <Line key={name} kpi={kpi} data={data} />;
      })}
    </ul>
  );
}

/** A figure, by how much it changed, and whether that means anything; the whole sentence is in the tooltip. */
function Line({ kpi, data }: { kpi: Kpi; data: Figures }) {
  const { t, lang } = useWords();
  const tile = data.tiles.find((one) => one.kpi === kpi.name);
  const has = tile && tile.value !== null;
  return (
    <li title={tile?.verdict.text[lang]}>
      <span class="kpi-title">
        {kpi.title[lang]}
        <Formula kpi={kpi} />
      </span>
      <span class="sla-state">
        <strong>{has ? figure(tile.value!, kpi.unit, data.currency, lang) : t.dash}</strong>{" "}
        {has && <Delta change={tile.change} verdict={tile.verdict} unit={kpi.unit} currency={data.currency} />}
        <small>
          {has && <>{ofHowMuch(tile.n, kpi, t)} </>}
          {tile && <VerdictChip verdict={tile.verdict} change={tile.change} />}
        </small>
      </span>
    </li>
  );
}

/** The mean drawn to the company's as far as there are few answers, with its interval and their number. */
function Rated({ id, span }: PartProps) {
  const { t, lang } = useWords();
  const page = useApi("GET /v1/feedback", { query: { ...span, limit: 1 } }, { staleTime: 60_000 });
  if (!page.data) return page.error ? <Failure error={page.error} onRetry={() => void page.refetch()} /> : <Bone width="100%" height={60} />;
  const one = page.data.technicians?.items.find((each) => each.id === id);
  const show = (value: number): string => decimal(value, lang);
  return (
    <ul class="rows">
      <li>
        <span>
          {t.feedback.score}
          <small>
            {one ? t.feedback.between(show(one.low), show(one.high)) : t.feedback.fewNone}
          </small>
        </span>
        <span class="sla-state">
          <strong>{one ? show(one.score) : t.dash}</strong>
          {one && (
            <small>
              <Link href={address("/feedback", { days: String(DAYS), technician: id })}>{t.feedback.count(one.count)}</Link>
              {" · "}
              {one.rank === null ? t.feedback.few : `${t.feedback.rank.toLowerCase()} ${one.rank}`}
            </small>
          )}
        </span>
      </li>
    </ul>
  );
}
