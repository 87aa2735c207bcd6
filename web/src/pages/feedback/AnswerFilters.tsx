import type { Overview } from "../../api/feedback.ts";
import { isNarrowed, NAMES, RATINGS, SORTS, STATES, TASKS, type FeedbackFilters } from "../../lib/feedbackQuery.ts";
import { toggled } from "../../lib/filters.ts";
import { useWords } from "../../lib/i18n.ts";
import { address, patched, setQuery, usePlace } from "../../lib/url.ts";
import { Choice } from "../../ui/Choice.tsx";
import { Drop, Reset } from "../../ui/FilterLinks.tsx";
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
      <Order filters={filters} />
      {filters.topic && <Without name="topic" text={feedback.ofTopic(filters.topic)} />}
      {filters.customer && <Without name="customer" text={customer ?? feedback.ofCustomer} />}
      {isNarrowed(filters) && <Reset names={NAMES} />}
    </div>
  );
}

/** The order of the rows: for a phone, whose table has no heads, and for columns out of sight. */
function Order({ filters: { sort, order } }: { filters: FeedbackFilters }) {
  const { t } = useWords();
  return (
    <select
      class="input select"
      aria-label={t.feedback.sortBy}
      value={`${sort} ${order}`}
      onChange={(event) => {
        const [by = null, way = null] = event.currentTarget.value.split(" ");
        setQuery({ sort: by, dir: way, cursor: null }, { depth: 0 });
      }}
    >
      {SORTS.flatMap((one) =>
        (["desc", "asc"] as const).map((way) => (
          <option key={one + way} value={`${one} ${way}`}>
            {t.feedback[one]} {way === "desc" ? "↓" : "↑"}
          </option>
        )),
      )}
    </select>
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

function Without({ name, text }: { name: string; text: string }) {
  const { t } = useWords();
  const { path, query } = usePlace();
  return <Drop href={address(path, patched(query, { [name]: null, cursor: null }))} text={text} label={t.feedback.drop(text)} />;
}
