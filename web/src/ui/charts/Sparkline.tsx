const WIDTH = 72;
const HEIGHT = 24;
const EDGE = 2;

/** The shape of a figure over the period; the number beside it says the rest. */
export function Sparkline({ values }: { values: number[] }) {
  const top = Math.max(...values, 1);
  const step = (WIDTH - 2 * EDGE) / Math.max(1, values.length - 1);
  const points = values.map((value, index) => {
    const y = HEIGHT - EDGE - (value / top) * (HEIGHT - 2 * EDGE);
    return `${(EDGE + index * step).toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg class="spark" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <polyline points={points.join(" ")} />
    </svg>
  );
}
