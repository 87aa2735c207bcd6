import type { Overview, Rated } from "../../api/feedback.ts";
import { scaleStart, type FeedbackFilters } from "../../lib/feedbackQuery.ts";
import { decimal, number, percent } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { address, patched, usePlace } from "../../lib/url.ts";
import { Twin } from "../../ui/charts/Twin.tsx";
import { Panel } from "../../ui/charts/Panel.tsx";
import { Link } from "../../ui/Link.tsx";
import { Note } from "../../ui/States.tsx";
import { FailedPart, hasFailed } from "./Part.tsx";

const TOP = 5;
const MIN_RANKED = 5;

interface Props {
  data: Overview | undefined;
  filters: FeedbackFilters;
  onRetry: () => void;
}

/** Who is rated how, and how sure that is; a line leads to the rows of one. */
export function Technicians({ data, filters, onRetry }: Props) {
  const { t, lang } = useWords();
  const { feedback } = t;
  const rated = data?.technicians;
  const isFailed = hasFailed(data, "figures");
  const isAlike = rated != null && rated.weight === null && rated.items.length > 1;
  const hint = isAlike ? feedback.alike : feedback.rankHint(rated?.min_ranked ?? MIN_RANKED);
  const show = (value: number): string => decimal(value, lang);
  return (
    <Panel
      title={feedback.technicians}
      legend={
        <span class="legend" title={rated?.weight ? feedback.weightTitle(show(rated.weight)) : undefined}>
          {rated?.mean ? feedback.mean(show(rated.mean)) : "\u00a0"}
        </span>
      }
      chart={isFailed ? <FailedPart onRetry={onRetry} /> : rated ? <Chart rated={rated} filters={filters} /> : <div class="chart-bone" />}
      twin={
        rated &&
        rated.items.length > 0 && (
          <Twin
            head={[feedback.technician, feedback.rank, feedback.score, feedback.interval, feedback.average, feedback.csat, feedback.amount, feedback.answeredShare]}
            rows={rated.items.map((one) => [
              one.name,
              one.rank ?? t.dash,
              show(one.score),
              `${show(one.low)}–\u2060${show(one.high)}`,
              show(one.average),
              percent(one.csat.share, lang),
              number(one.count, lang),
              answered(one, t.feedback, lang) ?? t.dash,
            ])}
          />
        )
      }
    >
      <p class="chart-note muted">{hint}</p>
    </Panel>
  );
}

/** Tell how many of those who were asked about somebody's work have answered; what is mature first. */
function answered({ responses }: Rated["items"][number], t: Messages["feedback"], lang: Lang): string | null {
  if (!responses) return null;
  const { all, mature } = responses;
  const told = mature.share ? mature : all;
  if (!told.share) return null;
  const text = `${percent(told.share.share, lang)} (${told.answered}/${told.asked})`;
  return mature.share ? text : `${t.soFar} ${text}`;
}

function Chart({ rated, filters }: { rated: Rated; filters: FeedbackFilters }) {
  const { t } = useWords();
  const { items } = rated;
  if (items.length === 0) return <Note icon="users" title={t.feedback.fewTitle} hint={t.feedback.fewNone} />;
  const start = scaleStart(items.map((one) => one.low));
  const isTooFew = items.every((one) => one.rank === null);
  return (
    <div class="ranks">
      {isTooFew && (
        <small class="muted">
          {t.feedback.fewTitle}. {t.feedback.fewHint}
        </small>
      )}
      <p class="ranks-axis muted" aria-hidden="true">
        <span>{start}</span>
        <span>{TOP}</span>
      </p>
      <ol>
        {items.map((one) => (
          <Line key={one.id} one={one} start={start} mean={rated.mean} isChosen={filters.technician === one.id} />
        ))}
      </ol>
    </div>
  );
}

interface LineProps {
  one: Rated["items"][number];
  start: number;
  mean: number | null;
  isChosen: boolean;
}

function Line({ one, start, mean, isChosen }: LineProps) {
  const { t, lang } = useWords();
  const { path, query } = usePlace();
  const place = (value: number): string => `${Math.min(100, Math.max(0, (100 * (value - start)) / (TOP - start)))}%`;
  const show = (value: number): string => decimal(value, lang);
  const sure = t.feedback.between(show(one.low), show(one.high));
  return (
    <li data-few={one.rank === null || undefined}>
      <Link
        href={address(path, patched(query, { technician: isChosen ? null : one.id, cursor: null }))}
        aria-current={isChosen ? "true" : undefined}
      >
        <span class="muted">{one.rank ?? t.dash}</span>
        <span class="ranks-name" title={one.name}>
          {one.name}
        </span>
        <i class="track range">
          <i style={{ left: place(one.low), right: `calc(100% - ${place(one.high)})` }} />
          {mean !== null && <s style={{ left: place(mean) }} />}
          <b style={{ left: place(one.score) }} />
        </i>
        <span class="sr-only">{sure},</span>
        <strong title={sure}>{show(one.score)}</strong>
        <span class="muted" title={one.rank === null ? t.feedback.few : t.feedback.count(one.count)}>
          {one.count}
        </span>
      </Link>
    </li>
  );
}
