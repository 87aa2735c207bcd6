import type { AccessWords } from "../locales/access.ru.ts";
import type { ChannelWords } from "../locales/channels.ru.ts";
import type { CompanyWords } from "../locales/company.ru.ts";
import type { ExportWords } from "../locales/exports.ru.ts";
import type { FeedbackWords } from "../locales/feedback.ru.ts";
import type { FiguresWords } from "../locales/figures.ru.ts";
import type { LogWords } from "../locales/log.ru.ts";
import type { OfficeWords } from "../locales/office.ru.ts";
import type { OrderWords } from "../locales/orders.ru.ts";
import type { PartnerWords } from "../locales/partners.ru.ts";
import type { PatternWords } from "../locales/patterns.ru.ts";
import type { RecordWords } from "../locales/record.ru.ts";
import type { ReportWords } from "../locales/report.ru.ts";
import type { TourWords } from "../locales/tour.ru.ts";
import type { Messages as Core } from "../locales/ru.ts";
import { createStore, useStore } from "./store.ts";

export type Lang = "ru" | "en";
/** All words; those of a part are there once a page that needs them has loaded it. */
export type Messages = Core & OfficeWords & AccessWords & LogWords & PartnerWords & ChannelWords & FeedbackWords & FiguresWords & PatternWords & ReportWords & ExportWords & TourWords & CompanyWords & OrderWords & RecordWords;

/** Each language is a file of its own: nobody loads words they do not read. */
const FILES = {
  core: {
    ru: () => import("../locales/ru.ts").then((file) => file.ru),
    en: () => import("../locales/en.ts").then((file) => file.en),
  },
  access: {
    ru: () => import("../locales/access.ru.ts").then((file) => file.ru),
    en: () => import("../locales/access.en.ts").then((file) => file.en),
  },
  channels: {
    ru: () => import("../locales/channels.ru.ts").then((file) => file.ru),
    en: () => import("../locales/channels.en.ts").then((file) => file.en),
  },
  company: {
    ru: () => import("../locales/company.ru.ts").then((file) => file.ru),
    en: () => import("../locales/company.en.ts").then((file) => file.en),
  },
  orders: {
    ru: () => import("../locales/orders.ru.ts").then((file) => file.ru),
    en: () => import("../locales/orders.en.ts").then((file) => file.en),
  },
  exports: {
    ru: () => import("../locales/exports.ru.ts").then((file) => file.ru),
    en: () => import("../locales/exports.en.ts").then((file) => file.en),
  },
  feedback: {
    ru: () => import("../locales/feedback.ru.ts").then((file) => file.ru),
    en: () => import("../locales/feedback.en.ts").then((file) => file.en),
  },
  figures: {
    ru: () => import("../locales/figures.ru.ts").then((file) => file.ru),
    en: () => import("../locales/figures.en.ts").then((file) => file.en),
  },
  log: {
    ru: () => import("../locales/log.ru.ts").then((file) => file.ru),
    en: () => import("../locales/log.en.ts").then((file) => file.en),
  },
  office: {
    ru: () => import("../locales/office.ru.ts").then((file) => file.ru),
    en: () => import("../locales/office.en.ts").then((file) => file.en),
  },
  partners: {
    ru: () => import("../locales/partners.ru.ts").then((file) => file.ru),
    en: () => import("../locales/partners.en.ts").then((file) => file.en),
  },
  record: {
    ru: () => import("../locales/record.ru.ts").then((file) => file.ru),
    en: () => import("../locales/record.en.ts").then((file) => file.en),
  },
  report: {
    ru: () => import("../locales/report.ru.ts").then((file) => file.ru),
    en: () => import("../locales/report.en.ts").then((file) => file.en),
  },
  tour: {
    ru: () => import("../locales/tour.ru.ts").then((file) => file.ru),
    en: () => import("../locales/tour.en.ts").then((file) => file.en),
  },
  patterns: {
    ru: () => import("../locales/patterns.ru.ts").then((file) => file.ru),
    en: () => import("../locales/patterns.en.ts").then((file) => file.en),
  },
};
export type Part = keyof typeof FILES;
const loaded: Record<Lang, Partial<Messages>> = { ru: {}, en: {} };
const usual: Partial<Record<Lang, Pick<Core, "status" | "statuses" | "orderTypes">>> = {};
const parts = new Set<Part>();

function first(): Lang {
  return typeof document !== "undefined" && document.documentElement.lang === "en" ? "en" : "ru";
}

const current = createStore<Lang>(first());

/** What a company calls states and types of orders, by language; what is not there goes by its usual name. */
type OwnNames = Record<string, Record<string, string>>;
const own = createStore<{ states: OwnNames; types: OwnNames }>({ states: {}, types: {} });

function dress(lang: Lang): void {
  const found = loaded[lang];
  if (!found.status || !found.statuses || !found.orderTypes) return; // a part has come before the rest
  usual[lang] ??= { status: found.status, statuses: found.statuses, orderTypes: found.orderTypes };
  const { status, statuses, orderTypes } = usual[lang];
  const { states, types } = own.get();
  // The usual ones first; one of the company's own that has no name in this language goes by the other.
  const named = { ...orderTypes, ...types.en, ...types.ru, ...orderTypes, ...types[lang] };
  Object.assign(found, { status: { ...status, ...states[lang] }, statuses: { ...statuses, ...states[lang] }, orderTypes: named });
}

/** Call states and types of orders as the company does. */
export function nameOrders(states: OwnNames = {}, types: OwnNames = {}): void {
  own.set({ states, types });
  dress(current.get());
}

/** Give the usual names of states and of types in a language. */
export async function usualNames(lang: Lang): Promise<{ states: Record<string, string>; types: Record<string, string> }> {
  const { status, orderTypes } = await FILES.core[lang]();
  return { states: status, types: orderTypes };
}

async function load(lang: Lang): Promise<void> {
  const found = await Promise.all([...parts].map((part): Promise<Partial<Messages>> => FILES[part][lang]()));
  Object.assign(loaded[lang], ...found);
  dress(lang);
}

/** Load the words of the page, or of a part; nothing is shown before. */
export function loadWords(part: Part = "core"): Promise<void> {
  parts.add(part);
  return load(current.get());
}

/** Change the language and remember it. */
export async function setLang(lang: Lang): Promise<void> {
  try {
    localStorage.setItem("naryad.lang", lang);
  } catch {
    // Storage is off: the choice holds for this page only.
  }
  try {
    await load(lang);
  } catch {
    return location.reload(); // a newer build has taken the place of this one's files
  }
  document.documentElement.lang = lang;
  current.set(lang);
}

/** Give the words and the language of the page. */
export function useWords(): { t: Messages; lang: Lang } {
  useStore(current);
  useStore(own);
  return { t: words(), lang: current.get() };
}

/** Give the language outside of a component. */
export function langNow(): Lang {
  return current.get();
}

/** Give the words outside of a component. */
export function words(): Messages {
  const found = loaded[current.get()];
  if (!found.app) throw new Error("the words have not been loaded");
  return found as Messages;
}
