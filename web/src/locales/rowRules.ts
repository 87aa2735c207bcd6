import type { Lang } from "../lib/i18n.ts";
import type { RowWords } from "../lib/rowRules.ts";

/** Why a row of an import was refused. */
export const ROW_RULES: Record<Lang, RowWords> = {
  ru: {
    quoted: (value) => `«${value}»`,
    twice: (row) => `Уже есть в строке ${row}`,
    withOrigin: "Только вместе со столбцом «переделка заказа»",
    completed: "Нужен заказ, который был выполнен",
    noSuch: "Записи с таким кодом нет",
    inactive: "Больше не работает",
    erased: "Данные этого клиента удалены",
    oneOf: (names) => `Возможны: ${names}`,
    code: "Латинские строчные буквы, цифры и _, первой буква",
    number: "Нужно число, например 1234,50",
    moment: "Нужны день и время, например 22.11.2026 08:30",
    cells: "Ячеек больше, чем столбцов",
    codes: {
      low: "низкий",
      normal: "обычный",
      high: "высокий",
      urgent: "срочный",
      workmanship: "качество работы",
      part_failure: "отказ детали",
      other: "другое",
    },
  },
  en: {
    quoted: (value) => `“${value}”`,
    twice: (row) => `Is already in row ${row}`,
    withOrigin: "Only with the column rework_of",
    completed: "An order that was completed is needed",
    noSuch: "There is nothing of this id",
    inactive: "No longer active",
    erased: "The data of this customer were erased",
    oneOf: (names) => `One of: ${names}`,
    code: "Small letters, digits and _, a letter first",
    number: "A number is needed, like 1234.50",
    moment: "A day and time are needed, like 22.11.2026 08:30",
    cells: "There are more cells than columns",
    codes: {},
  },
};
