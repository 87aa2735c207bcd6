import { useId } from "preact/hooks";
import type { Unit } from "../../api/figures.ts";
import { areaOf } from "../../lib/area.ts";
import { axisOf, pathOf } from "../../lib/axis.ts";
import { withRoom } from "../../lib/scale.ts";
import type { Break, Place } from "../../lib/trend.ts";
import { HEIGHT, PAD } from "./frame.ts";
import { INK, type Ink } from "./ink.ts";
import { Plot, type Scales } from "./Plot.tsx";
import type { SignRow } from "./Sign.tsx";

export const INKS = {
  observed: { color: INK.muted },
  adjusted: { color: INK.accent },
  trend: { color: INK.second, dash: "6 3" },
  usual: { color: INK.grey, shape: "block" },
  odd: { color: INK.red, shape: "mark" },
  level: { color: INK.amber, dash: "2 2" },
  ahead: { color: INK.accent, shape: "hatch" },
} satisfies Record<string, Ink>;

/** What the date of a change of level takes, with some space; all are listed below the chart. */
const NAME_PX = 60;

interface Props {
  label: string;
  places: Place[];
  breaks: Break[];
  unit: Unit;
  isWhole: boolean;
  mark: (value: number) => string;
  tip: (index: number) => SignRow[];
  onOpen: (index: number) => void;
}

/** What was, what is usual, where it broke, and what may come. */
export function TrendChart({ label, places, breaks, unit, isWhole, mark, tip, onOpen }: Props) {
  const hatch = useId();
  const values = places.flatMap((one) => [
    ...[one.observed, one.adjusted, one.trend].filter((value) => value !== null),
    ...[one.usual, one.ahead].flatMap((bounds) => (bounds ? [bounds.low, bounds.high] : [])),
  ]);
  return (
    <Plot
      label={label}
      names={places.map((one) => one.name)}
      titles={places.map((one) => one.title)}
      axis={axisOf(values, unit, isWhole)}
      mark={mark}
      tip={tip}
      onOpen={onOpen}
    >
      {(scales) => (
        <>
          <defs>
            <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="2" height="6" fill={INK.soft} />
            </pattern>
          </defs>
          <Usual places={places} {...scales} />
          <Ahead places={places} hatch={hatch} {...scales} />
          <Lines places={places} {...scales} />
          {breaks.map((one, index) => (
            <Level key={one.at} one={one} isNamed={withRoom(breaks.map(({ at }) => scales.x(at)), NAME_PX)[index] ?? false} from={breaks[index - 1]?.at ?? 0} to={breaks[index + 1]?.at ?? lastOf(places)} {...scales} />
          ))}
          <Points places={places} {...scales} />
        </>
      )}
    </Plot>
  );
}

function lastOf(places: Place[]): number {
  return places.findLastIndex((one) => one.observed !== null);
}

function Usual({ places, x, y }: Scales & { places: Place[] }) {
  return <path d={areaOf(places.map((one) => one.usual), x, y)} fill={INK.grey} opacity="0.6" />;
}

function Ahead({ places, hatch, x, y }: Scales & { places: Place[]; hatch: string }) {
  // It goes on from the last step that was over before it.
  const begin = places.findIndex((one) => one.ahead) - 1;
  const from = places[begin]?.observed ?? null;
  if (begin === -2) return null;
  const joined = places.map((one, index) => (index === begin && from !== null ? { value: from, low: from, high: from } : one.ahead));
  return (
    <>
      <path d={areaOf(joined, x, y)} fill={`url(#${hatch})`} stroke={INK.soft} />
      <path d={pathOf(joined.map((one) => one?.value ?? null), x, y)} fill="none" stroke={INK.accent} stroke-width="1.8" stroke-dasharray="5 4" />
    </>
  );
}

/** Tell whether a step is not over, or beside one that is not: the line there may still change. */
function isOpenAt(places: Place[], index: number): boolean {
  return [index - 1, index, index + 1].some((one) => places[one] && places[one].observed !== null && places[one].open);
}

function Lines({ places, x, y }: Scales & { places: Place[] }) {
  const adjusted = places.map((one) => one.adjusted);
  const isAdjusted = adjusted.some((value) => value !== null);
  return (
    <g fill="none" stroke-linejoin="round">
      <g stroke={isAdjusted ? INK.muted : INK.accent} stroke-width={isAdjusted ? 1 : 1.8} opacity={isAdjusted ? 0.65 : 1}>
        <path d={pathOf(places.map((one) => (one.open ? null : one.observed)), x, y)} />
        <path d={pathOf(places.map((one, index) => (isOpenAt(places, index) ? one.observed : null)), x, y)} stroke-dasharray="3 3" />
      </g>
      <path d={pathOf(adjusted, x, y)} stroke={INK.accent} stroke-width="1.8" />
      <path d={pathOf(places.map((one) => one.trend), x, y)} stroke={INK.second} stroke-width="2" stroke-dasharray="6 3" />
    </g>
  );
}

function Level({ one, isNamed, from, to, x, y }: Scales & { one: Break; isNamed: boolean; from: number; to: number }) {
  const here = x(one.at);
  return (
    <g stroke={INK.amber}>
      <rect x={x(one.first)} y={PAD.top} width={Math.max(1, x(one.last) - x(one.first))} height={HEIGHT - PAD.top - PAD.bottom} fill={INK.amber} stroke="none" opacity="0.1" />
      <line x1={here} x2={here} y1={PAD.top} y2={HEIGHT - PAD.bottom} stroke-width="1.4" />
      <line x1={x(from)} x2={here} y1={y(one.before)} y2={y(one.before)} stroke-width="1.6" stroke-dasharray="2 2" />
      <line x1={here} x2={x(to)} y1={y(one.after)} y2={y(one.after)} stroke-width="1.6" stroke-dasharray="2 2" />
      {isNamed && (
        <text x={here} y={PAD.top - 1} text-anchor="middle" stroke="none">
          {one.name}
        </text>
      )}
    </g>
  );
}

function Points({ places, x, y, at }: Scales & { places: Place[] }) {
  const rhombus = (index: number, value: number): string => {
    const [left, top] = [x(index), y(value)];
    return `M${left} ${top - 5}L${left + 5} ${top}L${left} ${top + 5}L${left - 5} ${top}Z`;
  };
  const pointed = at === null ? null : places[at]!;
  const height = pointed && (pointed.observed ?? pointed.ahead?.value);
  return (
    <g fill={INK.panel} stroke-width="1.8">
      {places.map((one, index) => {
        if (one.observed === null) return null;
        if (one.isOdd) return <path key={index} d={rhombus(index, one.observed)} fill={INK.red} stroke={INK.panel} stroke-width="1" />;
        return one.open && <circle key={index} cx={x(index)} cy={y(one.observed)} r="3" stroke={INK.muted} stroke-dasharray="2 2" />;
      })}
      {at !== null && height != null && <circle cx={x(at)} cy={y(height)} r="4" stroke={INK.accent} />}
    </g>
  );
}
