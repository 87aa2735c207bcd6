import { axisOf } from "../../lib/axis.ts";
import { INK, type Ink } from "./ink.ts";
import { Plot } from "./Plot.tsx";

export interface Layer {
  name: string;
  values: number[];
  ink: Ink;
}

interface Props {
  label: string;
  names: string[];
  titles: string[];
  /** From the bottom up. */
  layers: Layer[];
  show: (value: number) => string;
}

const MOST_PX = 44;

/** Parts on top of each other, one bar for each place. */
export function StackedBars({ label, names, titles, layers, show }: Props) {
  const sums = names.map((_, index) => layers.reduce((sum, layer) => sum + layer.values[index]!, 0));
  return (
    <Plot
      label={label}
      names={names}
      titles={titles}
      axis={axisOf(sums, "orders", true)}
      mark={show}
      isSlotted
      tip={(index) => [...layers].reverse().map(({ name, values, ink }) => ({ name, text: show(values[index]!), ink }))}
    >
      {({ x, y, slot, at }) => {
        const wide = Math.max(2, Math.min(MOST_PX, slot * 0.66));
        const below = names.map(() => 0);
        return layers.map(({ name, values, ink }) => (
          <g key={name} fill={ink.color} stroke={INK.panel}>
            {values.map((value, index) => {
              const from = below[index]!;
              below[index] = from + value;
              if (value === 0) return null;
              return (
                <rect
                  key={index}
                  x={x(index) - wide / 2}
                  y={y(from + value)}
                  width={wide}
                  height={y(from) - y(from + value)}
                  rx="2"
                  opacity={at === null || at === index ? 1 : 0.45}
                />
              );
            })}
          </g>
        ));
      }}
    </Plot>
  );
}
