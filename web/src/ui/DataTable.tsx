import type { ComponentChildren } from "preact";
import { address, patched, usePlace } from "../lib/url.ts";
import { useWords } from "../lib/i18n.ts";
import { Icon } from "./Icon.tsx";
import { Link } from "./Link.tsx";
import { Bone } from "./States.tsx";

export interface Column<Row> {
  /** Also the class of the cells: widths and the place on a phone come from the style sheet. */
  key: string;
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
                class={`c-${column.key}`}
                data-end={column.end || undefined}
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
                    <td key={column.key} class={`c-${column.key}`} data-end={column.end || undefined}>
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
        <td key={column.key} class={`c-${column.key}`} data-end={column.end || undefined}>
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
