import type { Overview } from "../../api/feedback.ts";
import { RATINGS, type FeedbackFilters } from "../../lib/feedbackQuery.ts";
import { number, percent } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { address, patched, usePlace } from "../../lib/url.ts";
import { Twin } from "../../ui/charts/Twin.tsx";
import { Panel } from "../../ui/charts/Panel.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { FailedPart, hasFailed } from "./Part.tsx";
import { toneOf } from "./Rating.tsx";

interface Props {
  data: Overview | undefined;
  filters: FeedbackFilters;
  onRetry: () => void;
}

/** How many of each rating; a bar leads to its rows. */
export function Distribution({ data, filters, onRetry }: Props) {
  const { t, lang } = useWords();
  const title = t.feedback.distribution;
  const found = data?.distribution;
  if (hasFailed(data, "figures")) return <Panel title={title} chart={<FailedPart onRetry={onRetry} />} />;
  if (!found) return <Panel title={title} chart={<div class="chart-bone" />} />;
  const counts = RATINGS.map((rating) => found[rating] ?? 0);
  const all = counts.reduce((sum, one) => sum + one, 0);
  const shares = counts.map((one) => (all > 0 ? one / all : 0));
  return (
    <Panel
      title={title}
      chart={
        <ul class="bars">
          {RATINGS.map((rating, at) => (
            <Bar key={rating} rating={rating} count={counts[at]!} share={shares[at]!} top={Math.max(...shares)} filters={filters} />
          ))}
        </ul>
      }
      twin={
        <Twin
          head={[t.feedback.rating, t.feedback.amount, t.feedback.share]}
          rows={RATINGS.map((rating, at) => [rating, number(counts[at]!, lang), percent(shares[at]!, lang)])}
        />
      }
    >
      <p class="chart-note muted">{t.feedback.barHint}</p>
    </Panel>
  );
}

interface BarProps {
  rating: string;
  count: number;
  share: number;
  top: number;
  filters: FeedbackFilters;
}

function Bar({ rating, count, share, top, filters }: BarProps) {
  const { t, lang } = useWords();
  const { path, query } = usePlace();
  const isChosen = filters.ratings.length === 1 && filters.ratings[0] === rating;
  return (
    <li>
      <Link
        href={address(path, patched(query, { rating: isChosen ? null : rating, cursor: null }))}
        aria-current={isChosen ? "true" : undefined}
      >
        <span class="sr-only">{t.feedback.rating}:</span>
        <span class="tone" data-tone={toneOf(Number(rating))}>
          <b>{rating}</b>
          <Icon name="star" size={14} />
        </span>
        <i class="track tone" data-tone={toneOf(Number(rating))}>
          <i style={{ width: `${top > 0 ? (100 * share) / top : 0}%` }} />
        </i>
        <strong>{number(count, lang)}</strong>
        <span class="muted">{percent(share, lang)}</span>
      </Link>
    </li>
  );
}
