import type { Unit } from "../api/figures.ts";

export interface Axis {
  marks: number[];
  low: number;
  high: number;
}

const WANTED = 4;
const ROUND = [1, 2, 2.5, 5, 10];
/** Below this share of the top, an axis starts at zero: cutting more would make molehills mountains. */
const CUT = 0.5;
/** Of what a unit is counted in whole, from small to large. */
const GRAINS: Partial<Record<Unit, number[]>> = {
  orders: [1],
  money: [100],
  share: [0.01],
  points: [0.01],
  seconds: [60, 3600, 86_400],
};

/** Choose the grain that the steps of an axis are whole numbers of. */
function grainOf(unit: Unit, reach: number): number {
  const grains = GRAINS[unit] ?? [0.1];
  return grains.findLast((grain) => grain * 2 <= reach) ?? grains[0]!;
}

/** Choose round marks around values; figures that add up start at zero, others where they begin to differ. */
export function axisOf(values: readonly number[], unit: Unit, isWhole: boolean): Axis {
  const top = Math.max(...values, 0);
  const least = Math.min(...values, top);
  const bottom = least < 0 || (!isWhole && least > top * CUT) ? least : 0;
  const reach = top - bottom;
  const grain = grainOf(unit, reach);
  const rough = Math.max(reach / WANTED / grain, 1e-9);
  const power = 10 ** Math.floor(Math.log10(rough));
  // Orders are not cut: a mark at two and a half would be rounded, and lie.
  const isFit = (one: number): boolean => one >= rough * 0.999 && (unit !== "orders" || one < 1 || Number.isInteger(one));
  const nice = ROUND.map((one) => one * power).find(isFit)!;
  const step = (unit === "orders" ? Math.max(1, nice) : nice) * grain;
  const from = Math.floor(bottom / step);
  const to = Math.max(from + 1, Math.ceil(top / step));
  const marks = Array.from({ length: to - from + 1 }, (_, index) => (from + index) * step);
  return { marks, low: from * step, high: to * step };
}

/** Draw a line through the values that are there; a gap stays a gap. */
export function pathOf(values: readonly (number | null)[], x: (index: number) => number, y: (value: number) => number): string {
  let path = "";
  let isOn = false;
  for (const [index, value] of values.entries()) {
    if (value !== null) path += `${isOn ? "L" : "M"}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    isOn = value !== null;
  }
  return path;
}
