/** A state in 1C's words, and the state of ours that it means. */
export interface Row {
  said: string;
  to: string;
}

/** Rates that an order can have. */
export const RATES = ["0", "5", "7", "10", "18", "20", "22"];

export function rowsOf(returned: Record<string, string>): Row[] {
  return Object.entries(returned).map(([said, to]) => ({ said, to }));
}

/** Say the rows as the API takes them; an empty one says nothing. */
export function returnedOf(rows: readonly Row[]): Record<string, string> {
  return Object.fromEntries(rows.filter(({ said }) => said.trim()).map(({ said, to }) => [said.trim(), to]));
}

/** Give a state that stands twice, whatever its case: only one of the rows would count. */
export function repeated(rows: readonly Row[]): string | null {
  const words = rows.map(({ said }) => said.trim().toLowerCase()).filter(Boolean);
  return words.find((word, index) => words.indexOf(word) !== index) ?? null;
}

/** Keep what was typed; what is empty has its usual name. */
export function keptOf(words: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words)
      .map(([name, word]): [string, string] => [name, word.trim()])
      .filter(([, word]) => word),
  );
}
