import { useWords } from "../../lib/i18n.ts";
import { labelled } from "../../lib/scale.ts";
import { pathOf } from "../../lib/axis.ts";
import { PAD, roomFor, useCursor, useWidth } from "./frame.ts";
import { INK } from "./ink.ts";
import { SignTip } from "./Sign.tsx";

export interface Part {
  name: string;
  values: (number | null)[];
  show: (value: number) => string;
}

interface Props {
  label: string;
  names: string[];
  titles: string[];
  parts: Part[];
}

const ROW_PX = 62;
const NAME_PX = 18;
const FOOT_PX = 24;
const LABEL_PX = 84;

/** How high the drawing of so many parts is. */
export function heightOf(parts: number): number {
  return parts * (ROW_PX + NAME_PX) + FOOT_PX;
}

/** A series and what it is made of, one above the other over the same days. */
export function Parts({ label, names, titles, parts }: Props) {
  const { t } = useWords();
  const [box, width] = useWidth();
  const { at, point, onKey } = useCursor(names.length);
  const height = heightOf(parts.length);
  const bounds = parts.map(({ values }) => {
    const known = values.filter((one) => one !== null);
    return { low: Math.min(...known), high: Math.max(...known) };
  });
  const start = roomFor(parts.flatMap(({ show }, row) => [show(bounds[row]!.low), show(bounds[row]!.high)]));
  const inner = Math.max(1, width - start - PAD.right);
  const last = Math.max(1, names.length - 1);
  const x = (index: number): number => start + (inner * index) / last;
  const bottom = (row: number): number => (row + 1) * (ROW_PX + NAME_PX) - 4;
  const yOf = (row: number) => {
    const { low, high } = bounds[row]!;
    return (value: number): number => bottom(row) - ((value - low) / (high - low || 1)) * (ROW_PX - 8);
  };
  const rows = at === null ? [] : parts.map(({ name, values, show }) => ({ name, text: values[at] == null ? t.dash : show(values[at]) }));
  return (
    <div
      class="chart"
      style={{ height: `${height}px` }}
      ref={box}
      role="img"
      aria-label={`${label}. ${t.figures.chartHint}`}
      tabIndex={0}
      onKeyDown={onKey}
      onBlur={() => point(null)}
      onPointerMove={(event) => point(Math.min(last, Math.max(0, Math.round(((event.offsetX - start) / inner) * last))))}
      onPointerLeave={() => point(null)}
    >
      {width > 0 && (
        <svg width={width} height={height} aria-hidden="true">
          {parts.map(({ name, values, show }, row) => {
            const y = yOf(row);
            const { low, high } = bounds[row]!;
            const marks = low < high ? [low, high] : [low];
            return (
              <g key={name}>
                <text x={start} y={bottom(row) - ROW_PX} style={{ fill: "var(--soft)" }}>
                  {name}
                </text>
                {marks.map((mark) => (
                  <g key={mark} class="chart-mark">
                    <line x1={start} x2={width - PAD.right} y1={y(mark)} y2={y(mark)} />
                    <text x={start - 10} y={y(mark)} dy="0.32em">
                      {show(mark)}
                    </text>
                  </g>
                ))}
                <path d={pathOf(values, x, y)} fill="none" stroke={row === 0 ? INK.accent : INK.second} stroke-width="1.5" stroke-linejoin="round" />
                {at !== null && values[at] != null && <circle cx={x(at)} cy={y(values[at])} r="3" fill={INK.panel} stroke={INK.accent} stroke-width="1.5" />}
              </g>
            );
          })}
          {at !== null && <line class="chart-cursor" x1={x(at)} x2={x(at)} y1={NAME_PX} y2={height - FOOT_PX} />}
          {labelled(names.length, Math.floor(inner / LABEL_PX)).map((index) => (
            <text key={index} x={x(index)} y={height - 5} text-anchor={index === 0 ? "start" : x(index) > width - 40 ? "end" : "middle"}>
              {names[index]}
            </text>
          ))}
        </svg>
      )}
      {at !== null && <SignTip x={x(at)} width={width} title={titles[at]!} rows={rows} />}
      <span class="sr-only" aria-live="polite">
        {at !== null && `${titles[at]}: ${rows.map((row) => `${row.name} ${row.text}`).join(", ")}`}
      </span>
    </div>
  );
}
