/** A record as the API gives it: under its id, and at a version where it has one. */
export interface Written {
  id: string;
  version?: number;
}

/** Tell a record from other answers. */
export function isWritten(answer: unknown): answer is Written {
  return typeof answer === "object" && answer !== null && typeof (answer as { id?: unknown }).id === "string";
}

/** Give what is shown with a record as it was written just now: the record itself, or rows among which it is. */
export function withWritten<Data>(shown: Data, row: Written): Data {
  const put = (one: unknown): unknown => (isWritten(one) && one.id === row.id && !isLater(one, row) ? { ...one, ...row } : one);
  const rows = rowsOf(shown);
  if (!rows) return put(shown) as Data;
  const next = rows.map(put);
  return next.some((one, place) => one !== rows[place]) ? { ...shown, items: next } : shown;
}

/** Give what was read just now, but no record at an earlier version than it is shown at: answers overtake each other. */
export function notEarlier(shown: unknown, read: unknown): unknown {
  const known = new Map((rowsOf(shown) ?? [shown]).filter(isWritten).map((one) => [one.id, one]));
  const latest = (one: unknown): unknown => {
    const before = isWritten(one) && known.get(one.id);
    return before && isLater(before, one as Written) ? before : one;
  };
  const rows = rowsOf(read);
  return rows ? { ...(read as object), items: rows.map(latest) } : latest(read);
}

function isLater(one: Written, other: Written): boolean {
  return (one.version ?? 0) > (other.version ?? 0);
}

/** The rows of a page; an order has items, too, and is a record all the same. */
function rowsOf(answer: unknown): unknown[] | null {
  const items = isWritten(answer) ? null : (answer as { items?: unknown } | null | undefined)?.items;
  return Array.isArray(items) ? items : null;
}
