import type { ComponentChildren } from "preact";
import type { Axis } from "../../lib/axis.ts";
import { useWords } from "../../lib/i18n.ts";
import { labelled } from "../../lib/scale.ts";
import { HEIGHT, PAD, roomFor, useCursor, useWidth } from "./frame.ts";
import { SignTip, type SignRow } from "./Sign.tsx";

/** Where a place of the series and a value lie in the drawing. */
export interface Scales {
  x: (index: number) => number;
  y: (value: number) => number;
  /** The width that one place has. */
  slot: number;
  width: number;
  /** Which place is pointed at. */
  at: number | null;
}

interface Props {
  label: string;
  /** Short names of the places, for the axis. */
  names: string[];
  /** The same in full, for the tip; the short ones do where they are left out. */
  titles?: string[];
  axis: Axis;
  mark: (value: number) => string;
  tip: (index: number) => SignRow[];
  /** Each place has a slot of its own instead of a point of the line. */
  isSlotted?: boolean;
  onOpen?: ((index: number) => void) | undefined;
  children: (scales: Scales) => ComponentChildren;
}

const LABEL_PX = 84;
const EDGE_PX = 40;
const BOTTOM = HEIGHT - PAD.bottom;

/** Axes, keys, pointer, tip and what is read out; what is drawn inside comes from the caller. */
export function Plot({ label, names, titles = names, axis, mark, tip, isSlotted = false, onOpen, children }: Props) {
  const { t } = useWords();
  const [box, width] = useWidth();
  const count = names.length;
  const { at, point, onKey } = useCursor(count);
  const start = roomFor(axis.marks.map(mark));
  const inner = Math.max(1, width - start - PAD.right);
  const slot = inner / Math.max(1, isSlotted ? count : count - 1);
  const x = (index: number): number => start + slot * (isSlotted ? index + 0.5 : index);
  const y = (value: number): number => BOTTOM - ((value - axis.low) / (axis.high - axis.low)) * (BOTTOM - PAD.top);
  const nearest = (left: number): number => {
    const place = (left - start) / slot;
    return Math.min(count - 1, Math.max(0, isSlotted ? Math.floor(place) : Math.round(place)));
  };
  const rows = at === null ? [] : tip(at);
  const anchor = (index: number): string =>
    isSlotted ? "middle" : index === 0 ? "start" : x(index) > width - EDGE_PX ? "end" : "middle";

  return (
    <div
      class="chart"
      ref={box}
      role="img"
      aria-label={`${label}. ${t.figures.chartHint}${onOpen ? `. ${t.figures.pickHint}` : ""}`}
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.key === "Enter" && at !== null) onOpen?.(at);
        else onKey(event);
      }}
      onBlur={() => point(null)}
      onPointerMove={(event) => point(nearest(event.offsetX))}
      onPointerLeave={() => point(null)}
      onClick={onOpen ? (event) => onOpen(nearest(event.offsetX)) : undefined}
    >
      {width > 0 && (
        <svg width={width} height={HEIGHT} aria-hidden="true">
          {axis.marks.map((one) => (
            <g key={one} class="chart-mark">
              <line x1={start} x2={width - PAD.right} y1={y(one)} y2={y(one)} />
              <text x={start - 10} y={y(one)} dy="0.32em">
                {mark(one)}
              </text>
            </g>
          ))}
          {labelled(count, Math.floor(inner / LABEL_PX)).map((index) => (
            <text key={index} x={x(index)} y={HEIGHT - 5} text-anchor={anchor(index)}>
              {names[index]}
            </text>
          ))}
          {at !== null && !isSlotted && <line class="chart-cursor" x1={x(at)} x2={x(at)} y1={PAD.top} y2={BOTTOM} />}
          {children({ x, y, slot, width, at })}
        </svg>
      )}
      {at !== null && <SignTip x={x(at)} width={width} title={titles[at]!} rows={rows} />}
      <span class="sr-only" aria-live="polite">
        {at !== null && `${titles[at]}: ${rows.map((row) => `${row.name} ${row.text}`).join(", ")}`}
      </span>
    </div>
  );
}
