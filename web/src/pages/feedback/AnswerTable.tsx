import type { FeedbackRow, Overview } from "../../api/feedback.ts";
import { config } from "../../api/config.ts";
import { isNarrowed, NAMES, nextOrder, SORTS, type FeedbackFilters, type Sort } from "../../lib/feedbackQuery.ts";
import { instant } from "../../lib/format.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { address, patched, usePlace } from "../../lib/url.ts";
import { Chip, type Look } from "../../ui/Chip.tsx";
import { DataTable, Pager, type Column } from "../../ui/DataTable.tsx";
import { Reset } from "../../ui/FilterLinks.tsx";
import { Link } from "../../ui/Link.tsx";
import { Note } from "../../ui/States.tsx";
import { Ago } from "../../ui/Time.tsx";
import { AnswerFilters } from "./AnswerFilters.tsx";
import { FailedPart, hasFailed } from "./Part.tsx";
import { RatingChip } from "./Rating.tsx";
import { saidBeside } from "./survey.ts";

export const STATE: Record<FeedbackRow["state"], Look> = {
  new: ["circle-dashed", "blue"],
  published: ["circle-check", "green"],
  hidden: ["eye-off", "grey"],
};

/** Tell how the follow-up stands; what is late has its own name. */
export function taskOf({ follow_up: task }: Pick<FeedbackRow, "follow_up">): "open" | "overdue" | "done" | null {
  if (!task) return null;
  return task.state === "open" && Date.parse(task.due_at) < Date.now() ? "overdue" : task.state;
}

function TaskNote({ row }: { row: FeedbackRow }) {
  const { t, lang } = useWords();
  const task = taskOf(row);
  if (!task || !row.follow_up) return null;
  const due = instant(row.follow_up.due_at, lang, config().company.zone, "minute");
  return (
    <small data-late={task === "overdue" || undefined}>
      {task === "open" ? t.feedback.dueBy(due) : `${t.feedback.task}: ${t.feedback.tasks[task].toLowerCase()}`}
    </small>
  );
}

function Beside({ row }: { row: FeedbackRow }) {
  const { t } = useWords();
  const said = saidBeside(row, t);
  return said.length > 0 ? <small>{said.join(" · ")}</small> : null;
}

function columnsOf(t: Messages, query: URLSearchParams): Column<FeedbackRow>[] {
  const { feedback } = t;
  return [
    {
      key: "rating",
      width: 84,
      head: feedback.rating,
      bone: 40,
      cell: (row) => (
        <Link
          class="row-link"
          href={address("/feedback", patched(query, { answer: row.order_id }))}
          aria-label={feedback.open(row.rating, row.order_number)}
        >
          <RatingChip rating={row.rating} />
        </Link>
      ),
    },
    {
      key: "comment",
      phone: "whole",
      head: feedback.comment,
      bone: 200,
      cell: (row) => (
        <>
          <span title={row.comment}>{row.comment || <span class="muted">{feedback.noComment}</span>}</span>
          <Beside row={row} />
          {row.topics.length > 0 && <small>{row.topics.join(", ")}</small>}
        </>
      ),
    },
    { key: "customer", width: 148, drop: 900, head: feedback.customer, bone: 112, cell: (row) => <span>{row.customer_name}</span> },
    {
      key: "technician",
      width: 148,
      phone: "quiet",
      head: feedback.technician,
      bone: 104,
      cell: (row) => row.technician_name ?? <span class="muted">{t.orders.nobody}</span>,
    },
    { key: "order", width: 72, phone: "none", head: feedback.order, bone: 40, cell: (row) => row.order_number },
    { key: "type", width: 90, drop: 1040, phone: "none", head: feedback.type, bone: 64, cell: (row) => t.orderTypes[row.order_type] ?? row.order_type },
    {
      key: "state",
      width: 148,
      head: feedback.state,
      bone: 96,
      cell: (row) => (
        <>
          <Chip look={STATE[row.state]} text={feedback.states[row.state]} />
          <TaskNote row={row} />
        </>
      ),
    },
    { key: "date", width: 124, phone: "quiet", head: feedback.date, bone: 72, end: true, cell: (row) => <Ago at={row.submitted_at} /> },
  ];
}

function sorted(column: Column<FeedbackRow>, filters: FeedbackFilters, query: URLSearchParams): Column<FeedbackRow> {
  const sort: Sort | undefined = SORTS.find((one) => one === column.key);
  if (!sort) return column;
  const patch = { sort, dir: nextOrder(filters, sort), cursor: null };
  const now = filters.sort === sort ? (filters.order === "asc" ? "ascending" : "descending") : undefined;
  return { ...column, sort: { href: address("/feedback", patched(query, patch)), now } };
}

interface Props {
  data: Overview | undefined;
  filters: FeedbackFilters;
  stale: boolean;
  onRetry: () => void;
}

/** The answers themselves, a page of them. */
export function AnswerTable({ data, filters, stale, onRetry }: Props) {
  const { t } = useWords();
  const { query } = usePlace();
  const { feedback } = t;
  let content;
  if (hasFailed(data, "rows")) {
    content = <FailedPart onRetry={onRetry} />;
  } else if (data?.items?.length === 0 && !query.has("cursor")) {
    content = isNarrowed(filters) ? (
      <Note icon="search" title={t.states.filteredTitle} hint={t.states.filteredHint}>
        <Reset names={NAMES} />
      </Note>
    ) : (
      <Note icon="message-square-text" title={feedback.emptyTitle} hint={feedback.emptyHint} />
    );
  } else {
    const items = data?.items ?? undefined;
    content = (
      <>
        <DataTable
          label={feedback.list}
          name="feedback"
          columns={columnsOf(t, query).map((column) => sorted(column, filters, query))}
          rows={items}
          rowKey={(row) => row.order_id}
          bones={10}
          stale={stale}
        />
        <Pager next={data?.next_cursor} shown={items ? feedback.shown(items.length, data?.matches ?? items.length) : "\u00a0"} />
      </>
    );
  }
  return (
    <section class="panel">
      <AnswerFilters filters={filters} data={data} />
      {content}
    </section>
  );
}
