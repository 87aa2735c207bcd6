import type { Overview } from "../../api/feedback.ts";
import { isNarrowed, NAMES, RATINGS, STATES, TASKS, type FeedbackFilters } from "../../lib/feedbackQuery.ts";
import { toggled } from "../../lib/filters.ts";
import { useWords } from "../../lib/i18n.ts";
import { address, patched, usePlace } from "../../lib/url.ts";
import { Choice } from "../../ui/Choice.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";

interface Props {
  filters: FeedbackFilters;
  data: Overview | undefined;
}

/** What narrows the rows; all of it is in the address. */
export function AnswerFilters({ filters, data }: Props) {
  const { t } = useWords();
  const { feedback } = t;
  const customer = data?.items?.find((one) => one.customer_id === filters.customer)?.customer_name;
  return (
    <div class="toolbar">
      <Ratings filters={filters} />
      <Choice
        name="technician"
        label={feedback.technician}
        any={feedback.anyTechnician}
        value={filters.technician}
        options={data?.technicians?.items.map((one) => [one.id, one.name] as const) ?? []}
      />
      <Choice name="type" label={feedback.type} any={feedback.anyType} value={filters.type} options={Object.entries(t.orderTypes)} />
      <Choice
        name="comment"
        label={feedback.comment}
        any={feedback.anyComment}
        value={filters.comment}
        options={[
          ["1", feedback.withComment],
          ["0", feedback.withoutComment],
        ]}
      />
      <Choice
        name="state"
        label={feedback.state}
        any={feedback.anyState}
        value={filters.state}
        options={STATES.map((one) => [one, feedback.states[one]] as const)}
      />
      <Choice
        name="task"
        label={feedback.task}
        any={feedback.anyTask}
        value={filters.task}
        options={TASKS.map((one) => [one, feedback.tasks[one]] as const)}
      />
      {filters.topic && <Drop name="topic" text={feedback.ofTopic(filters.topic)} />}
      {filters.customer && <Drop name="customer" text={customer ?? feedback.ofCustomer} />}
      {isNarrowed(filters) && <Reset />}
    </div>
  );
}

/** Any of the five, several at once. */
function Ratings({ filters }: { filters: FeedbackFilters }) {
  const { t } = useWords();
  const { path, query } = usePlace();
  return (
    <div class="segments" role="group" aria-label={t.feedback.anyRating}>
      {RATINGS.map((one) => (
        <Link
          key={one}
          href={address(path, patched(query, { rating: toggled(filters.ratings, one), cursor: null }))}
          aria-label={t.answer.of(Number(one))}
          aria-current={filters.ratings.includes(one) ? "true" : undefined}
        >
          {one}
        </Link>
      ))}
    </div>
  );
}

/** A condition that has no list to choose from, and the way to take it away. */
function Drop({ name, text }: { name: string; text: string }) {
  const { t } = useWords();
  const { path, query } = usePlace();
  return (
    <Link class="button quiet" href={address(path, patched(query, { [name]: null, cursor: null }))} aria-label={t.feedback.drop(text)}>
      {text}
      <Icon name="x" />
    </Link>
  );
}

/** Take all conditions away; the period and the order stay. */
export function Reset() {
  const { t } = useWords();
  const { path, query } = usePlace();
  const none = Object.fromEntries([...NAMES, "cursor"].map((name) => [name, null]));
  return (
    <Link class="button quiet" href={address(path, patched(query, none))}>
      <Icon name="x" />
      {t.states.resetFilters}
    </Link>
  );
}
