import type { Breakdown, Kpi } from "../../api/figures.ts";
import { falls, reach, type Fall } from "../../lib/breakdown.ts";
import { difference } from "../../lib/figureFormat.ts";
import { useWords } from "../../lib/i18n.ts";
import { INK, type Ink } from "../../ui/charts/ink.ts";
import { Signs } from "../../ui/charts/Sign.tsx";
import { nameOfSlice } from "../../ui/figures/names.ts";
import { isWhole, writing } from "./steps.ts";

const GOOD = "var(--green)";
const BAD = "var(--red)";
/** The sum of two lanes and the room between them. */
const HIGH = 22;

interface Props {
  kpi: Kpi;
  data: Breakdown;
}

/** What made the change, from the base to the value: of each slice its weight and its own figure told apart. */
export function Waterfall({ kpi, data }: Props) {
  const { t, lang } = useWords();
  const { insight } = t;
  const { waterfall } = data;
  const { show } = writing(kpi, data.currency, t, lang);
  const isMixed = !isWhole(kpi);
  const inks = [
    { name: insight.fall.mix, ink: { color: INK.accent, shape: "hatch" } satisfies Ink },
    { name: insight.fall.rate, ink: { color: INK.accent, shape: "block" } satisfies Ink },
  ];
  return (
    <section class="panel chart-panel">
      <header>
        <h2>{insight.waterfall}</h2>
        {waterfall && isMixed && <Signs of={inks} />}
      </header>
      {!waterfall ? (
        <p class="chart-note muted">{insight.noFall}</p>
      ) : (
        <>
          <Steps kpi={kpi} data={data} waterfall={waterfall} show={show} isMixed={isMixed} />
          <p class="chart-note muted">{isMixed ? insight.fallHint : insight.sumHint}</p>
        </>
      )}
    </section>
  );
}

interface StepsProps extends Props {
  waterfall: NonNullable<Breakdown["waterfall"]>;
  show: (value: number) => string;
  isMixed: boolean;
}

function Steps({ kpi, data, waterfall, show, isMixed }: StepsProps) {
  const { t, lang } = useWords();
  const { insight } = t;
  const { base, value } = waterfall;
  const all = falls(base, waterfall.steps);
  const [low, high] = reach(base, value, all);
  const place = (one: number): number => (100 * (one - low)) / (high - low);
  const told = (one: number): string => difference(one, kpi.unit, data.currency, lang, insight.pp);
  const nameOf = ({ step }: Fall): string =>
    step.value === null ? insight.others(step.slices) : nameOfSlice(data.dimension, step.value, step.name, t);
  return (
    <div class="chart-space fall">
      <table aria-label={insight.waterfall}>
        <tbody>
          <Level name={insight.from} value={show(base)} to={place(base)} />
          {all.map((one) => (
            <tr key={one.step.value ?? ""}>
              <th scope="row">{nameOf(one)}</th>
              <td>
                <Lanes fall={one} place={place} better={kpi.better} isMixed={isMixed} />
              </td>
              <td>
                <strong>{told(one.step.total)}</strong>
                {isMixed && (
                  <>
                    <small>
                      {insight.fall.mix} {told(one.step.mix)}
                    </small>
                    <small>
                      {insight.fall.rate} {told(one.step.rate)}
                    </small>
                  </>
                )}
              </td>
            </tr>
          ))}
          <Level name={insight.to} value={show(value)} to={place(value)} />
        </tbody>
      </table>
    </div>
  );
}

function Level({ name, value, to }: { name: string; value: string; to: number }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <svg width="100%" height={HIGH} aria-hidden="true">
          <rect y="4" width={`${to}%`} height={HIGH - 8} rx="2" fill={INK.accent} />
        </svg>
      </td>
      <td>
        <strong>{value}</strong>
      </td>
    </tr>
  );
}

interface LanesProps {
  fall: Fall;
  place: (value: number) => number;
  better: Kpi["better"];
  isMixed: boolean;
}

/** Two lanes: by the mix above, in outline, and by the figure itself below, filled. */
function Lanes({ fall: { from, mixed, to }, place, better, isMixed }: LanesProps) {
  const color = (change: number): string =>
    better === "neither" ? INK.accent : change > 0 === (better === "higher") ? GOOD : BAD;
  const lane = (first: number, last: number) => ({
    x: `${Math.min(place(first), place(last))}%`,
    width: `max(2px, ${Math.abs(place(last) - place(first))}%)`,
  });
  return (
    <svg width="100%" height={HIGH} aria-hidden="true">
      {isMixed && mixed !== from && (
        <rect {...lane(from, mixed)} y="3" height="7" fill="none" stroke={color(mixed - from)} stroke-dasharray="2 2" />
      )}
      {to !== mixed && (
        <rect {...lane(mixed, to)} y={isMixed ? 12 : 4} height={isMixed ? 7 : HIGH - 8} rx="2" fill={color(to - mixed)} />
      )}
    </svg>
  );
}
