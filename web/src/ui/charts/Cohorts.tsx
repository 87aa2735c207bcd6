import { shadeOf } from "./Heatmap.tsx";

export interface CohortRow {
  name: string;
  size: string;
  /** From the month after the first one on; as many as have passed. */
  cells: { text: string; count: string; title: string; share: number }[];
}

interface Props {
  label: string;
  head: { first: string; size: string; later: string };
  rows: CohortRow[];
}

/** It stays while the months are moved along under it. */
const NAME = { position: "sticky", left: "0", background: "var(--panel)", whiteSpace: "nowrap" } as const;
const COUNT = { display: "block", lineHeight: "12px" } as const;

/** Who came again, by the month of the first order: a triangle, since later months are still to come. */
export function Cohorts({ label, head, rows }: Props) {
  const most = Math.max(1, ...rows.map((row) => row.cells.length));
  const top = Math.max(0.01, ...rows.flatMap((row) => row.cells.map((cell) => cell.share)));
  return (
    <div class="twin" style={{ height: "auto" }} tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{head.first}</th>
            <th scope="col">{head.size}</th>
            {Array.from({ length: most }, (_, index) => (
              <th key={index} scope="col">
                <span class="sr-only">{head.later} </span>+{index + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row" style={NAME}>
                {row.name}
              </th>
              <td>{row.size}</td>
              {Array.from({ length: most }, (_, index) => {
                const cell = row.cells[index];
                if (!cell) return <td key={index} />;
                return (
                  <td key={index} title={cell.title} style={{ background: shadeOf(cell.share / top), printColorAdjust: "exact" }}>
                    {cell.text} <small style={COUNT}>{cell.count}</small>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
