/** So that a table program does not take a text for a formula (OWASP: CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;
/** A number, or a telephone that a number sign begins, is no formula. */
const HARMLESS = /^[+-]?[\d ,.()-]+$/;

function cell(text: string): string {
  const safe = FORMULA.test(text) && !HARMLESS.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Write rows as table programs of Russian offices read them: a mark of the encoding, semicolons, CRLF. */
export function csv(rows: readonly (readonly string[])[]): string {
  return "\uFEFF" + rows.map((row) => `${row.map(cell).join(";")}\r\n`).join("");
}
