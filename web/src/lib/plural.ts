type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Make a counter that knows the plural forms of a language; # stands for the number. */
export function counter(lang: string): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(lang);
  const format = new Intl.NumberFormat(lang);
  return (n, forms) => (forms[rules.select(n)] ?? forms.other).replace("#", format.format(n));
}
