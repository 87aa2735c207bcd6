import { useState } from "preact/hooks";
import { useWords } from "../../lib/i18n.ts";
import { Link } from "../Link.tsx";
import { useWidth } from "./frame.ts";

export interface Cell {
  weekday: number;
  hour: number;
  /** What the cell shows; null where it is empty. */
  text: string | null;
  /** 0..1: how dark it is. */
  shade: number;
  /** All about the cell; begins with what it shows. */
  title: string;
  href: string;
  /** Nobody worked then: what came is told without a colour. */
  isClosed: boolean;
  /** It is the one that stands out. */
  sign?: "peak" | "trough" | undefined;
}

interface Props {
  label: string;
  weekdays: string[];
  cells: Cell[];
}

const LEAST_PX = 34;
const HEAD_PX = 42;
/** Of a column of hours, which are two figures wide. */
const HOURS_PX = 24;
/** Darker would take the contrast of the number below 4.5. */
const DARKEST = 55;
const TABLE = { width: "100%", tableLayout: "fixed", borderSpacing: "2px", fontSize: "12px", lineHeight: "28px", textAlign: "center" } as const;
const HEAD = { color: "var(--muted)", fontWeight: 400 } as const;
const CELL = { display: "block", borderRadius: "5px", color: "inherit", printColorAdjust: "exact" } as const;
const SIGN = { fontSize: "9px" } as const;
const SIGNS = { peak: "▲", trough: "▽" };

/** How dark a share of the darkest is, over the panel. */
export function shadeOf(share: number): string {
  return `color-mix(in srgb, var(--accent) ${Math.round(DARKEST * Math.min(1, Math.max(0, share)))}%, var(--sunken))`;
}

/** Hours of the week; on a phone the hours go down. Arrows walk through the cells, Enter opens one. */
export function Heatmap({ label, weekdays, cells }: Props) {
  const { t } = useWords();
  const [box, width] = useWidth();
  const [at, setAt] = useState<string | null>(null);
  const hours = [...new Set(cells.map((cell) => cell.hour))].sort((one, other) => one - other);
  const isUpright = width > 0 && (width - HEAD_PX) / hours.length < LEAST_PX;
  const keyOf = (row: number, column: number): string => (isUpright ? `${column} ${hours[row]}` : `${row} ${hours[column]}`);
  const byKey = new Map(cells.map((cell) => [`${cell.weekday} ${cell.hour}`, cell]));
  const hourNames = hours.map(String);
  const [rows, columns] = isUpright ? [hourNames, weekdays] : [weekdays, hourNames];
  const first = cells.find((cell) => cell.sign === "peak") ?? cells.find((cell) => cell.text !== null);
  const current = at ?? (first ? `${first.weekday} ${first.hour}` : null);

  const walk = (event: KeyboardEvent, row: number, column: number): void => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    if (!step) return;
    event.preventDefault();
    let [down, right] = [row + step[0]!, column + step[1]!];
    while (down >= 0 && right >= 0 && down < rows.length && right < columns.length) {
      const key = keyOf(down, right);
      if (byKey.get(key)?.text != null) {
        setAt(key);
        box.current!.querySelector<HTMLElement>(`[data-key="${key}"]`)?.focus();
        return;
      }
      down += step[0]!;
      right += step[1]!;
    }
  };

  return (
    <div ref={box}>
      <table style={TABLE} role="grid" aria-label={`${label}. ${t.patterns.heatHint}`}>
        <thead>
          <tr role="row">
            <th role="columnheader" style={{ ...HEAD, width: `${isUpright ? HOURS_PX : HEAD_PX}px`, textAlign: "left" }}>
              <span class="sr-only">{isUpright ? t.patterns.hour : t.patterns.weekday}</span>
            </th>
            {columns.map((name) => (
              <th key={name} role="columnheader" scope="col" style={HEAD}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((name, row) => (
            <tr key={name} role="row">
              <th role="rowheader" scope="row" style={{ ...HEAD, textAlign: "left" }}>
                {name}
              </th>
              {columns.map((_, column) => {
                const key = keyOf(row, column);
                const cell = byKey.get(key);
                return (
                  <td key={key} role="gridcell">
                    {cell?.text != null && (
                      <Link
                        href={cell.href}
                        data-key={key}
                        data-sign={cell.sign}
                        tabIndex={key === current ? 0 : -1}
                        title={cell.title}
                        aria-label={cell.title}
                        style={cell.isClosed ? { ...CELL, color: "var(--muted)" } : { ...CELL, background: shadeOf(cell.shade) }}
                        onKeyDown={(event) => walk(event, row, column)}
                        onFocus={() => setAt(key)}
                      >
                        {cell.text}
                        {cell.sign && <small aria-hidden="true" style={SIGN}>{SIGNS[cell.sign]}</small>}
                      </Link>
                    )}
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

/** From the lightest to the darkest, with what they mean. */
export function Shades({ from, to }: { from: string; to: string }) {
  return (
    <span class="legend">
      <span>
        {from}
        <svg width="60" height="10" aria-hidden="true">
          {[0, 0.25, 0.5, 0.75, 1].map((share, index) => (
            <rect key={share} x={index * 12} width="11" height="10" rx="2" style={{ fill: shadeOf(share) }} />
          ))}
        </svg>
        {to}
      </span>
    </span>
  );
}
