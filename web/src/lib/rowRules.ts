import { ruleWords, type RuleWords } from "./ruleWords.ts";

/** What is said of a refused cell of an import. */
export interface RowWords {
  quoted: (value: string) => string;
  twice: (row: string) => string;
  withOrigin: string;
  completed: string;
  noSuch: string;
  inactive: string;
  erased: string;
  oneOf: (names: string) => string;
  code: string;
  number: string;
  moment: string;
  cells: string;
  /** What the codes of the API are called in a file. */
  codes: Record<string, string>;
}

export type CellWords = RuleWords & { rows: RowWords; badPhone: string; endsBefore: string };

const FORMS: [RegExp, (words: CellWords, found: RegExpExecArray) => string][] = [
  [/^is already in row (\d+)/, ({ rows }, [, row = ""]) => rows.twice(row)],
  [/^is only for an order that has rework_of/, ({ rows }) => rows.withOrigin],
  [/^must be an order that was completed/, ({ rows }) => rows.completed],
  [/^is not an? \w+'s id/, ({ rows }) => rows.noSuch],
  [/^is no longer active/, ({ rows }) => rows.inactive],
  [/^is the id of an erased customer/, ({ rows }) => rows.erased],
  [/^Input should be ('.+')/, ({ rows }, [, list = ""]) => rows.oneOf(named(list, rows))],
  [/should match pattern '\^\[a-z\]/, ({ rows }) => rows.code],
  [/^must be a number like/, ({ rows }) => rows.number],
  [/day and time|valid datetime|timezone/, ({ rows }) => rows.moment],
  [/^has \d+ cells/, ({ rows }) => rows.cells],
  [/telephone number/, (words) => words.badPhone],
  [/^must be after scheduled_start/, (words) => words.endsBefore],
];

function named(list: string, { codes }: RowWords): string {
  return [...list.matchAll(/'(\w+)'/g)].map(([, code = ""]) => codes[code] ?? code).join(", ");
}

/** Say why a cell was refused, in our words where the form of the rule is known. */
export function rowRule(rule: string, words: CellWords): string {
  for (const [form, say] of FORMS) {
    const found = form.exec(rule);
    if (found) return say(words, found);
  }
  return ruleWords(rule, words);
}
