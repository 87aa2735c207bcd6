const WIDTH = 72;
const HEIGHT = 24;
const EDGE = 2;

interface Props {
  values: (number | null)[];
  /** How many of the last values may still change: they are dashed. */
  open?: number;
  /** Its zero means little: a share, a rating, a time. */
  fitted?: boolean;
}

/** The shape of a figure over the period; the number beside it says the rest. */
export function Sparkline({ values, open = 0, fitted = false }: Props) {
  const known = values.filter((one) => one !== null);
  const low = fitted ? Math.min(...known) : Math.min(...known, 0);
  const top = Math.max(...known, low);
  const step = (WIDTH - 2 * EDGE) / Math.max(1, values.length - 1);
  const points = values.map((value, index) => {
    if (value === null) return null;
    const share = top > low ? (value - low) / (top - low) : 0.5;
    const y = HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE);
    return `${(EDGE + index * step).toFixed(1)},${y.toFixed(1)}`;
  });
  const path = (from: number, to: number): string => points.slice(from, to).filter(Boolean).join(" ");
  const whole = values.length - open;
  return (
    <svg class="spark" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <polyline vector-effect="non-scaling-stroke" points={path(0, whole)} />
      {open > 0 && <polyline vector-effect="non-scaling-stroke" class="chart-tail" points={path(Math.max(0, whole - 1), values.length)} />}
    </svg>
  );
}
