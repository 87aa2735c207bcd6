/** Choose round marks for an axis that starts at zero. */
export function ticks(max: number, wanted = 4): number[] {
  if (max <= 0) return [0, 1];
  const rough = max / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= rough)!);
  const marks = [];
  for (let mark = 0; mark < max + step; mark += step) marks.push(mark);
  return marks;
}

/** Choose which of n labels fit, always with the first one. */
export function labelled(count: number, fit: number): number[] {
  const every = Math.max(1, Math.ceil(count / Math.max(1, fit)));
  return Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every);
}
