import { hasCourse, type Figures, type Kpi, type Tile } from "../../api/figures.ts";
import { figure, ofHowMuch } from "../../lib/figureFormat.ts";
import { carried } from "../../lib/figuresQuery.ts";
import { useWords } from "../../lib/i18n.ts";
import { address, usePlace } from "../../lib/url.ts";
import { Sparkline } from "../../ui/charts/Sparkline.tsx";
import { Target } from "../../ui/figures/Target.tsx";
import { Formula } from "../../ui/figures/Formula.tsx";
import { Delta, VerdictChip } from "../../ui/figures/Verdict.tsx";
import { Link } from "../../ui/Link.tsx";
import { Bone } from "../../ui/States.tsx";

const MAIN = ["created", "completed", "revenue", "average_ticket", "lead_time", "sla_compliance", "first_time_fix", "csat"];

interface Props {
  data: Figures | undefined;
  kpis: Kpi[];
}

/** The figures one looks at each morning. */
export function Tiles({ data, kpis }: Props) {
  return (
    <div class="kpis kpis-main">
      {MAIN.map((name) => {
        const kpi = kpis.find((one) => one.name === name);
        const tile = data?.tiles.find((one) => one.kpi === name);
        return (
          <div key={name} class="kpi">
            {kpi && data ? <Inside kpi={kpi} tile={tile} data={data} /> : <Bones />}
          </div>
        );
      })}
    </div>
  );
}

function Bones() {
  return (
    <>
      <p>
        <Bone width={96} />
      </p>
      <p class="kpi-value">
        <Bone width={92} height={24} />
      </p>
    </>
  );
}

function Inside({ kpi, tile, data }: { kpi: Kpi; tile: Tile | undefined; data: Figures }) {
  const { t, lang } = useWords();
  if (!tile) {
    return (
      <>
        <Title kpi={kpi} />
        <p class="kpi-value">
          <strong>{t.dash}</strong>
        </p>
        <small>{t.insight.notSliced}</small>
      </>
    );
  }
  const first = tile.series.findIndex((one) => !one.complete || !one.mature);
  const open = first < 0 ? 0 : tile.series.length - first;
  return (
    <>
      <Title kpi={kpi} />
      <p class="kpi-value">
        <strong>{tile.value === null ? t.dash : figure(tile.value, kpi.unit, data.currency, lang)}</strong>
        <Delta change={tile.change} verdict={tile.verdict} unit={kpi.unit} currency={data.currency} />
      </p>
      {tile.series.length > 1 && (
        <Sparkline values={tile.series.map((one) => one.value)} open={open} fitted={kpi.shape !== "count" && kpi.shape !== "sum"} />
      )}
      <p class="kpi-verdict">
        {data.base && <VerdictChip verdict={tile.verdict} change={tile.change} />}
        <span class="muted" title={t.insight.nHint}>
          {ofHowMuch(tile.n, kpi, t)}
        </span>
      </p>
      <Target kpi={kpi} target={tile.target} currency={data.currency} />
      <small>{tile.verdict.text[lang]}</small>
    </>
  );
}

/** The name leads to how the figure came about. */
export function Title({ kpi }: { kpi: Kpi }) {
  const { lang } = useWords();
  const { query } = usePlace();
  const name = kpi.title[lang];
  return (
    <p class="kpi-title">
      {hasCourse(kpi) ? <Link href={address("/analytics", { tab: "compare", kpi: kpi.name, ...carried(query) })}>{name}</Link> : <span>{name}</span>}
      <Formula kpi={kpi} />
    </p>
  );
}
