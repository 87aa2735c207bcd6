import type { Lang } from "../lib/i18n.ts";

interface RowsWords {
  order: string;
  at: string;
  part: string;
  more: string;
  total: string;
  none: string;
  nobody: string;
  counted: (some: string, all: string) => string;
  sequence: string;
  byDate: string;
  heaviest: string;
  countedFirst: string;
  which: string;
  every: string;
  only: { counted: string; uncounted: string };
  tooMany: string;
  tooManyHint: string;
}

/** Of the orders behind a figure; they come with the sheet that lists them. */
export const ROWS: Record<Lang, RowsWords> = {
  ru: {
    order: "Заказ",
    at: "Когда",
    part: "Вклад",
    more: "Показать ещё",
    total: "Всего",
    none: "За это время заказов нет",
    nobody: "Показатель вычисляется из других: своего списка заказов у него нет.",
    counted: (some, all) => `${some} из ${all}`,
    sequence: "Порядок заказов",
    byDate: "По дате заказа",
    heaviest: "Сначала наибольшие",
    countedFirst: "Сначала засчитанные",
    which: "Какие заказы показать",
    every: "Все заказы",
    only: { counted: "Только засчитанные", uncounted: "Только незасчитанные" },
    tooMany: "За такое время заказов слишком много, чтобы выстроить их по вкладу",
    tooManyHint: "Возьмите период короче или порядок по дате.",
  },
  en: {
    order: "Order",
    at: "When",
    part: "Adds",
    more: "Show more",
    total: "In all",
    none: "There are no orders of that time",
    nobody: "This figure is reckoned from others: it has no list of orders of its own.",
    counted: (some, all) => `${some} of ${all}`,
    sequence: "Sequence of the orders",
    byDate: "By date of the order",
    heaviest: "Largest first",
    countedFirst: "Those that count first",
    which: "Which orders to show",
    every: "All orders",
    only: { counted: "Only those that count", uncounted: "Only those that do not" },
    tooMany: "There are too many orders of that time to line them up by what they add",
    tooManyHint: "Take a shorter period, or line them up by date.",
  },
};
