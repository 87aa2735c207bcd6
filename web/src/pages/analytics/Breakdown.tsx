import { useApi } from "../../api/data.ts";
import { isCounted, type Breakdown as Answer, type Dimension, type Kpi } from "../../api/figures.ts";
import { sorted, type SliceRow } from "../../lib/breakdown.ts";
import { comparedWith, inAddress, type Asked } from "../../lib/figuresQuery.ts";
import { percent } from "../../lib/format.ts";
import { ofHowMuch } from "../../lib/figureFormat.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { address, patched, setQuery, usePlace } from "../../lib/url.ts";
import { DataTable, type Column } from "../../ui/DataTable.tsx";
import { nameOfSlice } from "../../ui/figures/names.ts";
import { Delta, VerdictChip } from "../../ui/figures/Verdict.tsx";
import { Link } from "../../ui/Link.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { isWhole, writing } from "./steps.ts";
import { Waterfall } from "./Waterfall.tsx";

const BONES = 4;

/** The figure by slices, and what each of them adds to the change. */
export function Breakdown({ kpi, asked }: { kpi: Kpi; asked: Asked }) {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const { insight } = t;
  const dimension = kpi.dimensions.find((one) => one === query.get("by")) ?? kpi.dimensions[0]!;
  const page = useApi("GET /v1/analytics/breakdown", { query: { ...comparedWith(asked), kpi: kpi.name, dimension } }, { keep: true });
  const data = page.data?.kpi === kpi.name && page.data.dimension === dimension ? page.data : undefined;
  const rows = data && sorted(named(data, t), query.get("sort"), query.get("dir"));
  return (
    <>
      <section class="panel">
        <header class="panel-head">
          <h2>{insight.breakdown}</h2>
          <select
            class="input select"
            aria-label={insight.by}
            value={dimension}
            onChange={(event) => setQuery({ by: event.currentTarget.value }, { depth: 0 })}
          >
            {kpi.dimensions.map((one) => (
              <option key={one} value={one}>
                {insight.dimensions[one]}
              </option>
            ))}
          </select>
        </header>
        {page.error && !data ? (
          <Failure error={page.error} onRetry={() => void page.refetch()} />
        ) : rows?.length === 0 ? (
          <Note icon="inbox" title={insight.noSlices} hint={insight.nothingHint} />
        ) : (
          <DataTable
            label={insight.breakdown}
            name="figures"
            columns={columnsOf(kpi, dimension, data, query, t, lang)}
            rows={rows}
            rowKey={(row) => row.value}
            bones={BONES}
            stale={page.isPlaceholderData}
          />
        )}
      </section>
      {data?.base && data.rows.length > 0 && <Waterfall kpi={kpi} data={data} />}
    </>
  );
}

function named(data: Answer, t: Messages): SliceRow[] {
  return data.rows.map((one) => ({ ...one, name: nameOfSlice(data.dimension, one.value, one.name, t) }));
}

function columnsOf(
  kpi: Kpi,
  dimension: Dimension,
  data: Answer | undefined,
  query: URLSearchParams,
  t: Messages,
  lang: Lang,
): Column<SliceRow>[] {
  const { insight } = t;
  const currency = data?.currency ?? "";
  const { cell } = writing(kpi, currency, t, lang);
  const all: (Column<SliceRow> | false)[] = [
    {
      key: "name",
      width: "27%",
      head: insight.dimensions[dimension],
      bone: 120,
      cell: (row) => (
        <Link href={address("/analytics", patched(query, { dimension, value: inAddress(row.value), rows: null }))}>{row.name}</Link>
      ),
    },
    { key: "value", head: insight.value, end: true, cell: (row) => <strong>{cell(row.figure)}</strong> },
    { key: "share", width: 72, drop: 900, phone: "none", head: insight.share, end: true, bone: 40, cell: (row) => (row.share === null ? t.dash : percent(row.share, lang)) },
    { key: "base", drop: 900, phone: "none", head: insight.base, end: true, cell: (row) => cell(row.base_figure) },
    {
      key: "change",
      width: 118,
      head: insight.change,
      end: true,
      cell: (row) => <Delta change={row.change} verdict={row.verdict} unit={kpi.unit} currency={currency} />,
    },
    {
      key: "verdict",
      width: 190,
      head: insight.verdict,
      cell: (row) => (
        <span title={row.verdict.text[lang]}>
          <VerdictChip verdict={row.verdict} change={row.change} />
          <span class="sr-only">{row.verdict.text[lang]}</span>
        </span>
      ),
    },
    {
      key: "n",
      width: 132,
      phone: "whole",
      head: <abbr title={insight.nHint}>{insight.basis}</abbr>,
      end: true,
      cell: (row) => {
        const basis = ofHowMuch(row.n, kpi, t);
        if (!isCounted(kpi)) return basis;
        const rows = { rows: `${data!.period.from}..${data!.period.to}`, of: inAddress(row.value), by: dimension };
        return (
          <Link href={address("/analytics", patched(query, rows))} aria-label={`${insight.showRows(row.name)}: ${basis}`}>
            {basis}
          </Link>
        );
      },
    },
  ];
  const shown = all.filter((one) => one !== false).filter((one) => isWhole(kpi) || one.key !== "share");
  const now = query.get("sort") ?? "n";
  const isUp = query.get("dir") === "asc";
  return shown.map((one) => {
    if (one.key === "verdict") return one;
    const isOn = one.key === now;
    const dir = isOn && !isUp ? "asc" : null;
    return {
      ...one,
      sort: { href: address("/analytics", patched(query, { sort: one.key, dir })), now: isOn ? (isUp ? "ascending" : "descending") : undefined },
    };
  });
}
