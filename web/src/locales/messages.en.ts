import { counter } from "../lib/plural.ts";
import type { messages as russian } from "./messages.ru.ts";

const count = counter("en");

export const messages: typeof russian = {
  messaging: {
    title: "Who is written to",
    audience: "Recipients",
    audiences: { customer: "Customer", technician: "Technician", list: "List of addresses" },
    recipients: { email: "Addresses, one a line", phone: "Telephones, one a line", chat: "Chats, one a line" },
    language: "Usual language",
    languages: { ru: "Russian", en: "English" },
    languageHint: "Customers are written to in their own language where their card names it",
    consent: "Write also to those who were never asked for consent",
    consentHint: "Who took consent back or switched messages off gets none in any case",
    quiet: "Quiet hours",
    quietHint: "A message waits until they end; the company's time",
    begins: "From",
    ends: "To",
  },
  templates: {
    open: "Texts",
    title: (name) => `Texts of messages: ${name}`,
    event: "Event",
    language: "Language of the text",
    subject: "Subject",
    text: "Text",
    html: "HTML",
    htmlHint: "Empty: the letter is made of the text",
    fields: "Put into the text",
    preview: "How it looks",
    order: "Show with an order",
    orderHint: "The order's id; empty: a sample",
    own: "Own text",
    usual: "Standard text",
    reset: "Back to the standard text",
    saved: "Text saved",
    restored: "The standard text is back",
    noSubject: "no subject",
  },
  bot: {
    title: "Bot",
    hint: "Join the bot once: then it learns who has pressed Start behind the link from a customer's or technician's card.",
    join: "Join the bot",
    joined: "The bot has joined",
    refused: (said) => `Telegram said: ${said}`,
    invite: "A manager's link",
  },
  suppressions: {
    address: "Address",
    channels: { email: "E-mail", phone: "Telephone", chat: "Chat" },
    reason: "Why",
    reasons: {
      "the letter came back": "The letter came back",
      "the addressee complained": "The addressee complained",
      "nobody is reached there": "Nobody is reached there",
    },
    since: "Since",
    lift: "Write again",
    title: (address) => `Write to ${address} again?`,
    ask: "Messages will go to this address again. If the person complained, ask them first: a second complaint harms the delivery of every letter.",
    lifted: (address) => `${address} is written to again`,
    emptyTitle: "Nobody is on the list",
    emptyHint: "Addresses at which nobody is come here, and people who complained",
  },
  texts: {
    callback: "Address for statuses",
    callbackHint: "Put it into the gateway's cabinet, and what became of a text is seen at once. Else we ask for it. Show it to nobody.",
    cost: (parts, units, encoding) =>
      `${count(parts, { one: "# part", other: "# parts" })}, ${count(units, { one: "# character", other: "# characters" })}, ${encoding === "gsm7" ? "Latin letters" : "Cyrillic or other letters"}`,
    tooLong: (most) => `More than ${most} parts are not sent`,
  },
};
