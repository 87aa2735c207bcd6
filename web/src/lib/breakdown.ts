import type { Breakdown } from "../api/figures.ts";

export type SliceRow = Breakdown["rows"][number];
type Step = NonNullable<Breakdown["waterfall"]>["steps"][number];

/** What a column is ordered by; no data comes last in either order. */
const BY: Record<string, (row: SliceRow) => number | string | null> = {
  name: (row) => row.name,
  value: (row) => row.figure,
  share: (row) => row.share,
  base: (row) => row.base_figure,
  change: (row) => row.change?.relative ?? row.change?.points ?? row.change?.absolute ?? null,
  n: (row) => row.n,
};

/** Put rows into the order that the address asks for; by how much they weigh if it asks for none. */
export function sorted(rows: readonly SliceRow[], by: string | null, dir: string | null): SliceRow[] {
  const key = BY[by ?? ""] ?? BY["n"]!;
  const sign = dir === "asc" ? 1 : -1;
  return [...rows].sort((one, other) => {
    const [first, second] = [key(one), key(other)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    if (typeof first === "string") return sign * first.localeCompare(String(second));
    return sign * (first - Number(second));
  });
}

export interface Fall {
  step: Step;
  /** Where the running sum stands before this step, after its mix, and after all of it. */
  from: number;
  mixed: number;
  to: number;
}

/** Let the steps run from the base to the value, one after another. */
export function falls(base: number, steps: readonly Step[]): Fall[] {
  let at = base;
  return steps.map((step) => {
    const from = at;
    at += step.total;
    return { step, from, mixed: from + step.mix, to: at };
  });
}

/** Give the ends of a scale on which every stand of the sum is in sight; zero is left out where it is far. */
export function reach(base: number, value: number, all: readonly Fall[]): [low: number, high: number] {
  const stands = [base, value, ...all.flatMap((one) => [one.from, one.mixed, one.to])];
  const [low, high] = [Math.min(...stands), Math.max(...stands)];
  const wide = high - low || 1;
  const air = wide * 0.25;
  return [low >= 0 ? Math.max(0, low - air) : low - air, high + wide * 0.02];
}
