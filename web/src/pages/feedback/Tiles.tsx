import type { Overview } from "../../api/feedback.ts";
import { config } from "../../api/config.ts";
import { day, decimal, number, percent } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { today } from "../../lib/time.ts";
import { Bone } from "../../ui/States.tsx";
import { SIDES } from "./survey.ts";

const MOST = 5;
const MOST_EASE = 7;

type Words = Messages["feedback"];
type Summary = NonNullable<Overview["summary"]>;
type Responses = NonNullable<Overview["responses"]>;

interface Tile {
  name: string;
  /** Null where there is nothing to tell. */
  value: string | null;
  hints: (string | false | null)[];
}

function average({ count, average: mean, hidden, hidden_counts }: Summary, t: Words, lang: Lang): Tile {
  const left = hidden > 0 && !hidden_counts && t.hiddenOut(hidden);
  const value = mean === null ? null : decimal(mean, lang);
  return { name: t.average, value, hints: [count > 0 ? t.ofAnswers(count) : t.noAnswers, left] };
}

function csat({ csat: share }: Summary, t: Words, lang: Lang): Tile {
  const hint = share ? t.between(percent(share.low, lang), percent(share.high, lang)) : t.noAnswers;
  return { name: t.csat, value: share && percent(share.share, lang), hints: [hint] };
}

/** What has ripened is told; before anything has, what there is so far. */
function response({ all, mature, matures_on }: Responses, t: Words, lang: Lang): Tile {
  const told = mature.share ? mature : all;
  const isOver = matures_on <= today(config().company.zone);
  if (!told.share) return { name: t.response, value: null, hints: [t.notAsked] };
  const hints = [t.asked(told.answered, told.asked), !isOver && t.matures(day(matures_on, lang))];
  return { name: t.response, value: percent(told.share.share, lang), hints };
}

function recovery({ recovery: { low, recovered, late, pending, share } }: Summary, t: Words, lang: Lang): Tile {
  if (low === 0) return { name: t.recovery, value: null, hints: [t.noLow] };
  const hints = [t.recovered(recovered, recovered + late), pending > 0 && t.pending(pending)];
  return { name: t.recovery, value: share && percent(share.share, lang), hints };
}

function tiles({ summary, responses }: Overview, t: Words, lang: Lang): Tile[] {
  const lost = (name: string): Tile => ({ name, value: null, hints: [t.partTitle] });
  return [
    summary ? average(summary, t, lang) : lost(t.average),
    summary ? csat(summary, t, lang) : lost(t.csat),
    responses ? response(responses, t, lang) : lost(t.response),
    summary ? recovery(summary, t, lang) : lost(t.recovery),
  ];
}

/** What was asked beside the score: what nobody was asked, or nobody said, is left out. */
function beside({ nps, ces, sub_ratings: sides }: Summary, t: Words, lang: Lang): Tile[] {
  const mean = (name: keyof Words["questions"], one: Summary["ces"], most: number): Tile => ({
    name: t.questions[name],
    value: one.average === null ? null : decimal(one.average, lang),
    hints: [t.outOfMost(most), t.ofAnswers(one.count)],
  });
  const score = nps.score === null ? null : number(Math.round(nps.score), lang);
  return [
    { name: t.questions.nps, value: score, hints: [t.npsFormula, t.ofAnswers(nps.count)] },
    mean("ces", ces, MOST_EASE),
    ...SIDES.map((name) => mean(name, sides[name], MOST)),
  ].filter((one) => one.value !== null);
}

/** What customers said beside score and words, where the company asks it; last, since only then nothing moves. */
export function SurveyTiles({ data }: { data: Overview | undefined }) {
  const { t, lang } = useWords();
  const shown = data?.summary ? beside(data.summary, t.feedback, lang) : [];
  if (shown.length === 0) return null;
  return (
    <section class="panel kpis kpis-more" aria-label={t.feedback.survey}>
      {shown.map(({ name, value, hints }) => (
        <div key={name} class="kpi">
          <p class="muted">{name}</p>
          <p class="kpi-value">
            <strong>{value}</strong>
          </p>
          <small>{hints.join("; ")}</small>
        </div>
      ))}
    </section>
  );
}

/** Four figures of the period, each with how sure it is. */
export function Tiles({ data }: { data: Overview | undefined }) {
  const { t, lang } = useWords();
  const { feedback } = t;
  const names = [feedback.average, feedback.csat, feedback.response, feedback.recovery];
  const shown = data ? tiles(data, feedback, lang) : names.map((name): Tile => ({ name, value: "", hints: [] }));
  return (
    <section class="panel kpis" aria-label={feedback.title}>
      {shown.map(({ name, value, hints }) => (
        <div key={name} class="kpi">
          <p class="muted">{name}</p>
          <p class="kpi-value">{data ? <strong>{value ?? t.dash}</strong> : <Bone width={92} height={24} />}</p>
          <small>{data ? hints.filter(Boolean).join("; ") : "\u00a0"}</small>
        </div>
      ))}
    </section>
  );
}
