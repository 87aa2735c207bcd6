import type { Permission } from "./api/me.ts";
import type { Messages } from "./lib/i18n.ts";
import type { Place } from "./lib/url.ts";
import type { IconName } from "./ui/icons.ts";

export interface Entry {
  href: string;
  icon: IconName;
  name: (t: Messages) => string;
  /** Russian and English words, so that the palette finds it on either keyboard. */
  words: string;
  /** Who may not is not shown the way. */
  permission: Permission;
  here: (place: Place) => boolean;
}

export interface Group {
  name: (t: Messages) => string;
  entries: Entry[];
}

const isLog = (place: Place): boolean => place.query.get("tab") === "log";

const isBoard = (place: Place): boolean => place.query.get("view") === "board";

/** The one table for navigation and palette: only pages that exist. */
export const GROUPS: Group[] = [
  {
    name: (t) => t.nav.work,
    entries: [
      {
        href: "/overview",
        icon: "layout-dashboard",
        name: (t) => t.nav.overview,
        words: "обзор показатели главная overview figures dashboard kpi",
        permission: "analytics:read",
        here: (place) => place.path === "/overview",
      },
      {
        href: "/orders",
        icon: "clipboard-list",
        name: (t) => t.nav.orders,
        words: "заказы orders заявки",
        permission: "orders:read",
        here: (place) => place.path === "/orders" && !isBoard(place),
      },
      {
        href: "/orders?view=board",
        icon: "square-kanban",
        name: (t) => t.board.asBoard,
        words: "доска board канбан kanban",
        permission: "orders:read",
        here: (place) => place.path === "/orders" && isBoard(place),
      },
      {
        href: "/customers",
        icon: "users",
        name: (t) => t.nav.customers,
        words: "клиенты customers заказчики",
        permission: "customers:read",
        here: (place) => place.path === "/customers",
      },
      {
        href: "/technicians",
        icon: "wrench",
        name: (t) => t.nav.technicians,
        words: "исполнители мастера сотрудники technicians staff",
        permission: "orders:read",
        here: (place) => place.path === "/technicians",
      },
      {
        href: "/import",
        icon: "upload",
        name: (t) => t.nav.imports,
        words: "импорт import файл csv json загрузка upload",
        permission: "orders:write",
        here: (place) => place.path === "/import",
      },
    ],
  },
  {
    name: (t) => t.nav.analytics,
    entries: [
      {
        href: "/feedback",
        icon: "message-square-text",
        name: (t) => t.nav.feedback,
        words: "отзывы оценки жалобы feedback ratings reviews csat",
        permission: "feedback:read",
        here: (place) => place.path === "/feedback",
      },
      {
        href: "/analytics",
        icon: "chart-line",
        name: (t) => t.nav.insight,
        words: "подробная аналитика сравнение динамика analytics comparison dynamics trends",
        permission: "analytics:read",
        here: (place) => place.path === "/analytics",
      },
      {
        href: "/exports",
        icon: "file-down",
        name: (t) => t.nav.exports,
        words: "выгрузки файлы бухгалтерия exports files csv",
        permission: "exports:read",
        here: (place) => place.path === "/exports",
      },
    ],
  },
  {
    name: (t) => t.nav.manage,
    entries: [
      {
        href: "/integrations",
        icon: "plug",
        name: (t) => t.nav.integrations,
        words: "интеграции api ключи integrations keys webhooks вебхуки",
        permission: "integrations:read",
        here: (place) => place.path === "/integrations" && !isLog(place),
      },
      {
        href: "/integrations?tab=log",
        icon: "scroll-text",
        name: (t) => t.nav.log,
        words: "журнал log доставки deliveries",
        permission: "integrations:read",
        here: (place) => place.path === "/integrations" && isLog(place),
      },
    ],
  },
  {
    name: (t) => t.nav.settings,
    entries: [
      {
        href: "/settings/company",
        icon: "contact",
        name: (t) => t.nav.company,
        words: "компания реквизиты статусы цели настройки company targets statuses settings",
        permission: "settings:write",
        here: (place) => place.path === "/settings/company",
      },
      {
        href: "/settings/users",
        icon: "shield-check",
        name: (t) => t.nav.users,
        words: "пользователи роли права доступ сотрудники users roles access permissions настройки settings",
        permission: "users:read",
        here: (place) => place.path === "/settings/users",
      },
      {
        href: "/settings/sla",
        icon: "timer",
        name: (t) => t.nav.rules,
        words: "сроки sla график календарь calendar настройки settings праздники",
        permission: "sla:write",
        here: (place) => place.path === "/settings/sla",
      },
      {
        href: "/settings/report",
        icon: "send",
        name: (t) => t.nav.report,
        words: "еженедельный отчёт письмо рассылка weekly report mail настройки settings",
        permission: "reports:write",
        here: (place) => place.path === "/settings/report",
      },
      {
        href: "/settings/erasures",
        icon: "lock",
        name: (t) => t.nav.erasures,
        words: "персональные данные удаление erasure personal data 152-фз настройки settings",
        permission: "customers:erase",
        here: (place) => place.path === "/settings/erasures",
      },
    ],
  },
];
