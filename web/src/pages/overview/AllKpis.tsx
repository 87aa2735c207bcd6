import type { Figures, Kpi, Tile } from "../../api/figures.ts";
import { figure, ofHowMuch } from "../../lib/figureFormat.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { Target } from "../../ui/figures/Target.tsx";
import { Delta, VerdictChip } from "../../ui/figures/Verdict.tsx";
import { DataTable, type Column } from "../../ui/DataTable.tsx";
import { Title } from "./Tiles.tsx";

interface Row {
  kpi: Kpi;
  tile: Tile;
}

function columnsOf(data: Figures | undefined, t: Messages, lang: Lang): Column<Row>[] {
  const { insight } = t;
  const currency = data?.currency ?? "";
  const show = (value: number | null, { unit }: Kpi): string => (value === null ? t.dash : figure(value, unit, currency, lang));
  const columns: (Column<Row> | false)[] = [
    {
      key: "name",
      width: "30%",
      head: insight.kpi,
      bone: 160,
      cell: ({ kpi }) => (
        <>
          <Title kpi={kpi} />
          <small title={kpi.meaning[lang]}>{kpi.meaning[lang]}</small>
        </>
      ),
    },
    {
      key: "value",
      // The longest of what stands below a value: so much for each working day.
      width: "18%",
      head: insight.value,
      end: true,
      cell: ({ kpi, tile }) => (
        <>
          <strong>{show(tile.value, kpi)}</strong>
          {tile.p90 !== null && <small>{insight.p90(show(tile.p90, kpi))}</small>}
          {tile.per_working_day !== null && <small>{insight.perDay(show(tile.per_working_day, { ...kpi, unit: perDay(kpi) }))}</small>}
        </>
      ),
    },
    { key: "base", drop: 900, phone: "none", head: insight.base, end: true, cell: ({ kpi, tile }) => show(tile.base_value, kpi) },
    {
      key: "change",
      width: 118,
      head: insight.change,
      end: true,
      cell: ({ kpi, tile }) => <Delta change={tile.change} verdict={tile.verdict} unit={kpi.unit} currency={currency} />,
    },
    {
      key: "verdict",
      width: 190,
      head: insight.verdict,
      bone: 96,
      cell: ({ kpi, tile }) => (
        <>
          <span title={tile.verdict.text[lang]}>
            <VerdictChip verdict={tile.verdict} change={tile.change} />
            <span class="sr-only">{tile.verdict.text[lang]}</span>
          </span>
          <Target kpi={kpi} target={tile.target} currency={currency} />
        </>
      ),
    },
    { key: "n", width: 132, phone: "whole", head: <abbr title={insight.nHint}>{insight.basis}</abbr>, end: true, cell: ({ kpi, tile }) => ofHowMuch(tile.n, kpi, t) },
  ];
  return columns.filter((one) => one !== false);
}

/** A day's number of orders has parts of orders; other units stay. */
function perDay({ unit }: Kpi): Kpi["unit"] {
  return unit === "orders" ? "per_day" : unit;
}

/** Every figure there is, each with its formula. */
export function AllKpis({ data, kpis }: { data: Figures | undefined; kpis: Kpi[] | undefined }) {
  const { t, lang } = useWords();
  const tiles = new Map(data?.tiles.map((tile) => [tile.kpi, tile]));
  const rows = kpis?.flatMap((kpi) => {
    const tile = tiles.get(kpi.name);
    return tile ? [{ kpi, tile }] : [];
  });
  return (
    <section class="panel">
      <header class="panel-head">
        <div>
          <h2>{t.insight.allKpis}</h2>
          <p class="muted">{t.insight.allHint}</p>
        </div>
      </header>
      <DataTable
        label={t.insight.allKpis}
        name="figures"
        columns={columnsOf(data, t, lang)}
        rows={data && rows}
        rowKey={({ kpi }) => kpi.name}
        bones={40}
      />
    </section>
  );
}
