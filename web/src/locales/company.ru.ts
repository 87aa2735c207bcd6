import type { Unit } from "../api/figures.ts";

const UNITS: Record<Unit, (currency: string) => string> = {
  orders: () => "штук",
  money: (currency) => currency,
  share: () => "%",
  seconds: () => "минут",
  rating: () => "балл",
  points: () => "пунктов",
  per_day: () => "в день",
};

export const ru = {
  company: {
    title: "Компания",
    subtitle: "Что печатается на заказе, как называются статусы и к каким показателям вы идёте",
    printed: "Реквизиты",
    printedHint: "Стоят в шапке заказа, когда его печатают",
    editPrinted: "Изменить реквизиты",
    fields: { name: "Название", phone: "Телефон", address: "Адрес", requisites: "Другие реквизиты" },
    requisitesHint: "Например: ИНН, расчётный счёт, лицензия",
    zone: "Часовой пояс",
    currency: "Валюта",
    deployed: "Часовой пояс и валюту задают при развёртывании: по ним посчитаны все показатели, поэтому здесь их не изменить.",
    names: "Названия статусов",
    namesHint: "Как статусы заказов называются на всех страницах; коды в API и выгрузках остаются прежними",
    namesForm: "До 30 знаков. Пустое поле — обычное название.",
    editNames: "Изменить названия",
    langs: { ru: "по-русски", en: "по-английски" },
    usual: "обычное название",
    reset: "Вернуть обычные названия",
    taken: "Так называется другой статус",
    targets: "Цели по показателям",
    targetsHint: "Обзор покажет у показателя цель и то, выполнена ли она",
    targetsForm: "Пустое поле — цели нет. Количество и деньги — цель на целый календарный месяц, остальное — на любой период.",
    editTargets: "Изменить цели",
    noTarget: "цели нет",
    noTargets: "Целей пока нет",
    noTargetsHint: "Задайте, например, долю выполненных в срок или выручку за месяц.",
    units: UNITS,
    aim: (isMore: boolean, unit: string, isMonthly: boolean) => `${isMore ? "не меньше" : "не больше"}, ${unit}${isMonthly ? ", за месяц" : ""}`,
    goal: (isMore: boolean, value: string, isMonthly: boolean) => `${isMore ? "не меньше" : "не больше"} ${value}${isMonthly ? " за месяц" : ""}`,
    badTarget: (low: string, high: string) => `Нужно число от ${low} до ${high}`,
    saved: "Настройки компании сохранены",
    targetsHistory: "История целей",
    targetsSaved: "Цели сохранены",
    changed: (name: string) => `Изменено: ${name},`,
  },
};

export type CompanyWords = typeof ru;
