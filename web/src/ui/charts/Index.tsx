import { Link } from "../Link.tsx";

export interface IndexRow {
  name: string;
  value: number | null;
  low: number | null;
  high: number | null;
  /** How it is shown, and how sure it is, in words. */
  text: string;
  sure: string;
  n: string;
  /** Leads to the rows behind it. */
  href?: string | undefined;
}

const COLUMNS = { gridTemplateColumns: "minmax(100px, 2fr) minmax(60px, 5fr) 48px minmax(48px, 64px)" };
const AVERAGE = 1;
const LEAST_REACH = 0.25;

/** Places against their average: a dot, its whiskers, and the average as a line through all. */
export function Index({ rows }: { rows: IndexRow[] }) {
  const ends = rows.flatMap((row) => [row.low ?? row.value, row.high ?? row.value]).filter((one) => one !== null);
  const reach = Math.max(LEAST_REACH, ...ends.map((one) => Math.abs(one - AVERAGE)));
  const start = Math.max(0, AVERAGE - reach);
  const end = AVERAGE + reach;
  const place = (value: number): string => `${(100 * (value - start)) / (end - start)}%`;
  return (
    <ol class="ranks" style={{ height: "auto" }}>
      {rows.map((row) => {
        const inside = (
          <>
            <span class="ranks-name">{row.name}</span>
            <i class="track range">
              {row.low !== null && row.high !== null && <i style={{ left: place(row.low), right: `calc(100% - ${place(row.high)})` }} />}
              <s style={{ left: place(AVERAGE) }} />
              {row.value !== null && <b style={{ left: place(row.value) }} />}
            </i>
            <span class="sr-only">{row.sure},</span>
            <strong>{row.text}</strong>
            <span class="muted">{row.n}</span>
          </>
        );
        return (
          <li key={row.name}>
            {row.href ? (
              <Link href={row.href} title={row.sure} style={COLUMNS}>
                {inside}
              </Link>
            ) : (
              <a title={row.sure} style={COLUMNS}>
                {inside}
              </a>
            )}
          </li>
        );
      })}
    </ol>
  );
}
