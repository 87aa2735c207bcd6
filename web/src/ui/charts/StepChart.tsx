import { useId } from "preact/hooks";
import type { Unit } from "../../api/figures.ts";
import { axisOf, pathOf } from "../../lib/axis.ts";
import { useWords } from "../../lib/i18n.ts";
import { INK, type Ink } from "./ink.ts";
import { Plot, type Scales } from "./Plot.tsx";

export interface Course {
  name: string;
  ink: Ink;
  /** Null where there is nothing to tell. */
  values: (number | null)[];
}

interface Props {
  label: string;
  names: string[];
  titles: string[];
  unit: Unit;
  /** Whether the figures add up: their axis starts at zero. */
  isSum: boolean;
  /** What is looked at comes first; what it is compared with after it. */
  courses: Course[];
  /** Bars of the first course, in these colours; otherwise all are lines. */
  bars?: string[];
  /** Why a step says less than the others; null where it is whole. */
  open: (string | null)[];
  show: (value: number) => string;
  mark: (value: number) => string;
  onOpen?: ((index: number) => void) | undefined;
}

const MOST_PX = 44;
const THICK = 1.8;

/** A figure step by step, as lines or as bars; what may still change is dashed or hatched. */
export function StepChart({ label, names, titles, unit, isSum, courses, bars, open, show, mark, onOpen }: Props) {
  const { t } = useWords();
  const hatch = useId();
  const drawn = bars ? courses.slice(0, 1) : courses;
  const known = drawn.flatMap((one) => one.values).filter((one) => one !== null);
  return (
    <Plot
      label={label}
      names={names}
      titles={titles}
      axis={axisOf(known, unit, isSum || bars !== undefined)}
      mark={mark}
      isSlotted={bars !== undefined}
      onOpen={onOpen}
      tip={(index) => [
        ...courses.map(({ name, ink, values }) => {
          const value = values[index] ?? null;
          return { name, ink, text: value === null ? t.dash : show(value) };
        }),
        ...(open[index] ? [{ name: open[index], text: "" }] : []),
      ]}
    >
      {(scales) =>
        bars ? (
          <Bars values={drawn[0]!.values} colors={bars} open={open} hatch={hatch} {...scales} />
        ) : (
          [...courses].reverse().map((one, index, { length }) => (
            <Line key={one.name} course={one} open={open} isFirst={index === length - 1} {...scales} />
          ))
        )
      }
    </Plot>
  );
}

interface LineProps extends Scales {
  course: Course;
  open: (string | null)[];
  isFirst: boolean;
}

function Line({ course: { ink, values }, open, isFirst, x, y, at }: LineProps) {
  const start = isFirst ? open.findIndex(Boolean) : -1;
  const whole = values.map((value, index) => (start < 0 || index < start ? value : null));
  const rest = values.map((value, index) => (start >= 0 && index >= start - 1 ? value : null));
  const value = at === null ? null : (values[at] ?? null);
  // A point with gaps on both sides would not be seen in a path.
  const alone = values.flatMap((one, index) =>
    one !== null && (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null ? [[index, one] as const] : [],
  );
  return (
    <g class="chart-path" stroke={ink.color} stroke-width={isFirst ? THICK : 1.4}>
      <path d={pathOf(whole, x, y)} stroke-dasharray={ink.dash} />
      <path d={pathOf(rest, x, y)} stroke-dasharray="2 4" />
      {alone.map(([index, one]) => (
        <circle key={index} cx={x(index)} cy={y(one)} r="1.5" />
      ))}
      {value !== null && <circle cx={x(at!)} cy={y(value)} r="4" fill={INK.panel} />}
    </g>
  );
}

interface BarsProps extends Scales {
  values: (number | null)[];
  colors: string[];
  open: (string | null)[];
  hatch: string;
}

function Bars({ values, colors, open, hatch, x, y, slot, at }: BarsProps) {
  const wide = Math.max(1.5, Math.min(MOST_PX, slot * 0.66));
  const inks = [...new Set(colors)];
  return (
    <>
      {inks.map((color, index) => (
        <pattern key={color} id={`${hatch}${index}`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M1.5 0V5" stroke={color} stroke-width="2" />
        </pattern>
      ))}
      {values.map(
        (value, index) =>
          value !== null && (
            <rect
              key={index}
              x={x(index) - wide / 2}
              y={Math.min(y(0), y(value))}
              width={wide}
              height={Math.abs(y(0) - y(value))}
              rx={Math.min(3, wide / 3)}
              opacity={at === null || at === index ? 1 : 0.45}
              {...(open[index]
                ? { fill: `url(#${hatch}${inks.indexOf(colors[index]!)})`, stroke: colors[index]! }
                : { fill: colors[index]! })}
            />
          ),
      )}
    </>
  );
}
