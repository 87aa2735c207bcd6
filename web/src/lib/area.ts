/** Draw the area between two lines; where it has gaps, it is several areas. */
export function areaOf(
  bounds: readonly ({ low: number; high: number } | null)[],
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  const runs: number[][] = [];
  for (const [index, one] of bounds.entries()) {
    if (one === null) continue;
    if (index > 0 && bounds[index - 1] && runs.length > 0) runs.at(-1)!.push(index);
    else runs.push([index]);
  }
  return runs
    .map((run) => {
      const upper = run.map((index) => `${x(index).toFixed(1)} ${y(bounds[index]!.high).toFixed(1)}`);
      const lower = run.map((index) => `${x(index).toFixed(1)} ${y(bounds[index]!.low).toFixed(1)}`).reverse();
      return `M${[...upper, ...lower].join("L")}Z`;
    })
    .join("");
}
