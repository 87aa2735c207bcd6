/** What is said of a refused value. */
export interface RuleWords {
  required: string;
  longest: (n: string) => string;
  shortest: (n: string) => string;
  least: (n: string) => string;
  most: (n: string) => string;
  number: string;
  past: string;
  refused: (rule: string) => string;
}

/** The server's rules that are told by their form, as it words them; the rest is quoted. */
const FORMS: [RegExp, (words: RuleWords, n: string) => string][] = [
  [/is needed|required|at least 1 (?:character|item)\b/i, (words) => words.required],
  [/at most (\d+) (?:character|item)/, (words, n) => words.longest(n)],
  [/at least (\d+) (?:character|item)/, (words, n) => words.shortest(n)],
  [/greater than or equal to (-?[\d.]+)/, (words, n) => words.least(n)],
  [/less than or equal to (-?[\d.]+)/, (words, n) => words.most(n)],
  [/valid (?:integer|number|decimal)/, (words) => words.number],
  [/must lie in the future/, (words) => words.past],
];

/** Say a rule that the server named, in our words where its form is known. */
export function ruleWords(rule: string, words: RuleWords): string {
  for (const [form, say] of FORMS) {
    const found = form.exec(rule);
    if (found) return say(words, found[1] ?? "");
  }
  return words.refused(rule);
}
