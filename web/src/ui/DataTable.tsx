import type { ComponentChildren } from "preact";
import { address, patched, usePlace } from "../lib/url.ts";
import { useWords } from "../lib/i18n.ts";
import { Icon } from "./Icon.tsx";
import { Link } from "./Link.tsx";
import { Bone } from "./States.tsx";

/** Left out; in the upper corner; as wide as the card; at the end of its line; in more lines; of less weight. */
type Phone = "none" | "corner" | "whole" | "end" | "wrap" | "quiet";

export interface Column<Row> {
  /** Also the class of the cells: the place on a phone comes from the style sheet. */
  key: string;
  /** On wide screens: pixels, or a share of the table. */
  width?: number | string;
  /** The column goes when the table is no wider than this: what a row can do without goes first. */
  drop?: 640 | 700 | 900 | 1040 | 1120 | 1280;
  /** On a phone, where each row is a card of two columns. */
  phone?: Phone | `${Phone} ${Phone}`;
  head: ComponentChildren;
  cell: (row: Row) => ComponentChildren;
  bone?: number;
  end?: boolean;
  /** Where pressing the head leads, and how the rows stand by it now. */
  sort?: { href: string; now: "ascending" | "descending" | undefined };
}

interface Props<Row> {
  label: string;
  name: string;
  columns: Column<Row>[];
  /** Undefined while the first rows load. */
  rows: Row[] | undefined;
  rowKey: (row: Row) => string;
  bones?: number;
  /** The shown rows are the last ones while the next ones load. */
  stale?: boolean;
}

/** What the style sheet goes by. */
function marks({ key, end, drop, phone }: Pick<Column<never>, "key" | "end" | "drop" | "phone">) {
  return { class: `c-${key}`, "data-end": end, "data-drop": drop, "data-phone": phone };
}

/** A table on wide screens, cards on a phone; a skeleton of the same height first. */
export function DataTable<Row>({ label, name, columns, rows, rowKey, bones = 8, stale }: Props<Row>) {
  return (
    <div class="table-scroll">
      <table class={`table table-${name}`} aria-label={label} aria-busy={rows === undefined || stale}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                {...marks(column)}
                style={{ width: column.width }}
                aria-sort={column.sort?.now}
              >
                {column.sort ? <SortLink {...column.sort}>{column.head}</SortLink> : column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows === undefined
            ? Array.from({ length: bones }, (_, index) => <BoneRow key={index} columns={columns} />)
            : rows.map((row) => (
                <tr key={rowKey(row)}>
                  {columns.map((column) => (
                    <td key={column.key} {...marks(column)}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              ))}
        </tbody>
      </table>
    </div>
  );
}

function SortLink({ href, now, children }: NonNullable<Column<never>["sort"]> & { children: ComponentChildren }) {
  return (
    <Link class="sort" href={href} data-on={now !== undefined || undefined}>
      {children}
      <Icon name={now === "ascending" ? "arrow-up" : "arrow-down"} size={14} />
    </Link>
  );
}

function BoneRow<Row>({ columns }: { columns: Column<Row>[] }) {
  return (
    <tr>
      {columns.map((column) => (
        <td key={column.key} {...marks(column)}>
          <Bone width={column.bone ?? 72} />
        </td>
      ))}
    </tr>
  );
}

/** Steps through a list by cursors; Back of the browser works as well. */
export function Pager({ next, shown }: { next: string | null | undefined; shown: string }) {
  const { t } = useWords();
  const { path, query, depth } = usePlace();
  const inside = query.has("cursor");
  const first = address(path, patched(query, { cursor: null }));
  return (
    <nav class="pager" aria-label={t.pager.label}>
      <span class="muted" aria-live="polite">
        {shown}
      </span>
      <span class="pager-steps">
        {inside && (
          <Link class="button quiet" href={first}>
            {t.pager.first}
          </Link>
        )}
        {inside && depth > 0 && (
          <button type="button" class="button" onClick={() => history.back()}>
            <Icon name="chevron-left" />
            {t.pager.back}
          </button>
        )}
        {next && (
          <Link class="button" href={address(path, patched(query, { cursor: next }))} depth={depth + 1}>
            {t.pager.next}
            <Icon name="chevron-right" />
          </Link>
        )}
      </span>
    </nav>
  );
}
