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
  if (isWritten(shown)) return newer(shown, row);
  const items = (shown as { items?: unknown } | null | undefined)?.items;
  if (!Array.isArray(items)) return shown;
  const next = items.map((one: unknown) => (isWritten(one) ? newer(one, row) : one));
  return next.some((one, place) => one !== items[place]) ? { ...shown, items: next } : shown;
}

/** Whoever has read a later version keeps it: answers overtake each other. */
function newer<Row extends Written>(known: Row, row: Written): Row {
  if (known.id !== row.id || (known.version ?? 0) > (row.version ?? 0)) return known;
  return { ...known, ...row };
}
