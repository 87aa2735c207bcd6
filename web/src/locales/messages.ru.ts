import { counter } from "../lib/plural.ts";

const count = counter("ru");

export const messages = {
  messaging: {
    title: "Кому писать",
    audience: "Получатели",
    audiences: { customer: "Клиент", technician: "Мастер", list: "Список адресов" } as Record<string, string>,
    recipients: { email: "Адреса, по одному в строке", phone: "Телефоны, по одному в строке", chat: "Чаты, по одному в строке" } as Record<
      string,
      string
    >,
    language: "Язык по умолчанию",
    languages: { ru: "Русский", en: "Английский" } as Record<string, string>,
    languageHint: "Клиенту пишем на его языке, если он указан в карточке",
    consent: "Писать и тем, у кого не спрашивали согласия",
    consentHint: "Кто отозвал согласие или отключил сообщения, не получит их в любом случае",
    quiet: "Тихие часы",
    quietHint: "Сообщение подождёт до их конца; время компании",
    begins: "С",
    ends: "До",
  },
  templates: {
    open: "Тексты",
    title: (name: string) => `Тексты сообщений: ${name}`,
    event: "Событие",
    language: "Язык текста",
    subject: "Тема",
    text: "Текст",
    html: "HTML",
    htmlHint: "Пусто: письмо составим из текста",
    fields: "Вставить в текст",
    preview: "Как это выглядит",
    order: "Показать на заказе",
    orderHint: "Идентификатор заказа; пусто: пример",
    own: "Свой текст",
    usual: "Стандартный текст",
    reset: "Вернуть стандартный",
    saved: "Текст сохранён",
    restored: "Вернули стандартный текст",
    noSubject: "без темы",
  },
  bot: {
    title: "Бот",
    hint: "Подключите бота один раз: тогда он узнает, кто нажал «Start» по ссылке из карточки клиента или мастера.",
    join: "Подключить бота",
    joined: "Бот подключён",
    refused: (said: string) => `Telegram ответил: ${said}`,
    invite: "Ссылка для руководителя",
  },
  suppressions: {
    address: "Адрес",
    channels: { email: "Почта", phone: "Телефон", chat: "Чат" } as Record<string, string>,
    reason: "Почему",
    reasons: {
      "the letter came back": "Письмо вернулось",
      "the addressee complained": "Адресат пожаловался",
      "nobody is reached there": "Никто не отвечает",
    } as Record<string, string>,
    since: "С какого времени",
    lift: "Писать снова",
    title: (address: string) => `Писать снова на ${address}?`,
    ask: "Сообщения снова пойдут на этот адрес. Если человек жаловался, сначала спросите его: повторная жалоба вредит доставке всех писем.",
    lifted: (address: string) => `Снова пишем на ${address}`,
    emptyTitle: "Стоп-лист пуст",
    emptyHint: "Сюда попадают адреса, где никого нет, и те, кто пожаловался",
  },
  texts: {
    callback: "Адрес для статусов",
    callbackHint: "Впишите его в кабинете шлюза, и судьба сообщений станет видна сразу. Иначе мы спрашиваем сами. Никому его не показывайте.",
    cost: (parts: number, units: number, encoding: string) =>
      `${count(parts, { one: "# часть", few: "# части", many: "# частей", other: "# части" })}, ${count(units, {
        one: "# знак",
        few: "# знака",
        many: "# знаков",
        other: "# знака",
      })}, ${encoding === "gsm7" ? "латиница" : "кириллица"}`,
    tooLong: (most: number) => `Больше ${most} частей не отправим`,
  },
};
