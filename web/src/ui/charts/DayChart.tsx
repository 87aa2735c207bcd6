import type { ComponentChildren } from "preact";
import { useWords } from "../../lib/i18n.ts";
import { labelled, ticks } from "../../lib/scale.ts";
import { HEIGHT, PAD, roomFor, useCursor, useWidth } from "./frame.ts";

export interface Series {
  name: string;
  /** The class of the line: its colour and dash come from the style sheet. */
  look: "first" | "second";
  values: number[];
}

interface Props {
  label: string;
  days: string[];
  /** Short names of the days for the axis and the tip. */
  names: string[];
  series: Series[];
  bars?: boolean;
  show: (value: number) => string;
  axis: (value: number) => string;
}

const LABEL_PX = 84;

/** Days along a line or as bars; arrows walk through them, the tip is read out. */
export function DayChart({ label, days, names, series, bars = false, show, axis }: Props) {
  const { t } = useWords();
  const [box, width] = useWidth();
  const { at, point, onKey } = useCursor(days.length);
  const marks = ticks(Math.max(...series.flatMap((one) => one.values), 0));
  const start = roomFor(marks.map(axis));
  const inner = Math.max(1, width - start - PAD.right);
  const top = marks.at(-1)!;
  const slot = inner / days.length;
  const x = (index: number): number =>
    start + (bars ? slot * (index + 0.5) : (inner * index) / Math.max(1, days.length - 1));
  const y = (value: number): number => HEIGHT - PAD.bottom - (value / top) * (HEIGHT - PAD.top - PAD.bottom);

  const follow = (event: { offsetX: number }): void => {
    const share = (event.offsetX - start) / inner;
    const index = bars ? Math.floor(share * days.length) : Math.round(share * (days.length - 1));
    point(Math.min(days.length - 1, Math.max(0, index)));
  };
  const tip = at === null ? "" : `${names[at]}: ${series.map((one) => `${one.name} ${show(one.values[at]!)}`).join(", ")}`;

  return (
    <div
      class="chart"
      ref={box}
      role="img"
      aria-label={`${label}. ${t.figures.chartHint}`}
      tabIndex={0}
      onKeyDown={onKey}
      onBlur={() => point(null)}
      onPointerMove={(event) => follow(event)}
      onPointerLeave={() => point(null)}
    >
      {width > 0 && (
        <svg width={width} height={HEIGHT} aria-hidden="true">
          {marks.map((mark) => (
            <g key={mark} class="chart-mark">
              <line x1={start} x2={width - PAD.right} y1={y(mark)} y2={y(mark)} />
              <text x={start - 10} y={y(mark)} dy="0.32em">
                {axis(mark)}
              </text>
            </g>
          ))}
          {labelled(days.length, Math.floor(inner / LABEL_PX)).map((index) => (
            <text
              key={days[index]}
              class="chart-day"
              x={x(index)}
              y={HEIGHT - 5}
              text-anchor={bars ? "middle" : index === 0 ? "start" : x(index) > width - 40 ? "end" : "middle"}
            >
              {names[index]}
            </text>
          ))}
          {at !== null && !bars && <line class="chart-cursor" x1={x(at)} x2={x(at)} y1={PAD.top} y2={HEIGHT - PAD.bottom} />}
          {bars ? (
            <Bars values={series[0]!.values} x={x} y={y} slot={slot} at={at} />
          ) : (
            [...series].reverse().map((one) => <Line key={one.look} series={one} x={x} y={y} at={at} />)
          )}
        </svg>
      )}
      {at !== null && <Tip x={x(at)} width={width} day={names[at]!} series={series} at={at} show={show} />}
      <span class="sr-only" aria-live="polite">
        {tip}
      </span>
    </div>
  );
}

type Scale = (value: number) => number;

function Line({ series, x, y, at }: { series: Series; x: Scale; y: Scale; at: number | null }) {
  const path = series.values.map((value, index) => `${x(index).toFixed(1)} ${y(value).toFixed(1)}`).join("L");
  const last = series.values.length - 1;
  return (
    <g class={`chart-line chart-${series.look}`}>
      {series.look === "first" && <path class="chart-area" d={`M${x(0)} ${y(0)}L${path}L${x(last)} ${y(0)}Z`} />}
      <path class="chart-path" d={`M${path}`} />
      {at !== null && <circle cx={x(at)} cy={y(series.values[at]!)} r="4" />}
    </g>
  );
}

function Bars({ values, x, y, slot, at }: { values: number[]; x: Scale; y: Scale; slot: number; at: number | null }) {
  const wide = Math.max(1.5, Math.min(44, slot * 0.66));
  return (
    <g class="chart-bars" data-busy={at !== null || undefined}>
      {values.map((value, index) => (
        <rect
          key={index}
          x={x(index) - wide / 2}
          y={y(value)}
          width={wide}
          height={Math.max(0, y(0) - y(value))}
          rx={Math.min(3, wide / 3)}
          data-at={index === at || undefined}
        />
      ))}
    </g>
  );
}

interface TipProps {
  x: number;
  width: number;
  day: string;
  series: Series[];
  at: number;
  show: (value: number) => string;
}

function Tip({ x, width, day, series, at, show }: TipProps) {
  const left = x > width / 2;
  const style = left ? { right: `${width - x + 10}px` } : { left: `${x + 10}px` };
  return (
    <div class="tip" style={style} aria-hidden="true">
      <span class="muted">{day}</span>
      {series.map((one) => (
        <span key={one.look} class="tip-row">
          <Key look={one.look} />
          {one.name}
          <strong>{show(one.values[at]!)}</strong>
        </span>
      ))}
    </div>
  );
}

function Key({ look }: { look: Series["look"] }) {
  return <span class={`key key-${look}`} aria-hidden="true" />;
}

/** The names of the lines. */
export function Legend({ series }: { series: Pick<Series, "name" | "look">[] }) {
  return (
    <span class="legend">
      {series.map((one) => (
        <span key={one.look}>
          <Key look={one.look} />
          {one.name}
        </span>
      ))}
    </span>
  );
}

/** The same figures as a table, for reading and copying. */
export function Twin({ head, rows }: { head: string[]; rows: ComponentChildren[][] }) {
  return (
    <div class="twin" tabIndex={0} role="region" aria-label={head.join(", ")}>
      <table>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (column === 0 ? <th scope="row">{cell}</th> : <td key={column}>{cell}</td>))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
