import type { Messages } from "./lib/i18n.ts";
import type { Place } from "./lib/url.ts";
import type { IconName } from "./ui/icons.ts";

export interface Entry {
  href: string;
  icon: IconName;
  name: (t: Messages) => string;
  /** Russian and English words, so that the palette finds it on either keyboard. */
  words: string;
  here: (place: Place) => boolean;
}

export interface Group {
  name: (t: Messages) => string;
  entries: Entry[];
}

const isLog = (place: Place): boolean => place.query.get("tab") === "log";

/** The one table for navigation and palette: only pages that exist. */
export const GROUPS: Group[] = [
  {
    name: (t) => t.nav.work,
    entries: [
      {
        href: "/orders",
        icon: "clipboard-list",
        name: (t) => t.nav.orders,
        words: "заказы orders заявки",
        here: (place) => place.path === "/orders",
      },
    ],
  },
  {
    name: (t) => t.nav.analytics,
    entries: [
      {
        href: "/figures",
        icon: "chart-line",
        name: (t) => t.nav.figures,
        words: "показатели figures аналитика analytics выгрузки exports",
        here: (place) => place.path === "/figures",
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
        words: "интеграции api integrations webhooks вебхуки",
        here: (place) => place.path === "/integrations" && !isLog(place),
      },
      {
        href: "/integrations?tab=log",
        icon: "scroll-text",
        name: (t) => t.nav.log,
        words: "журнал log доставки deliveries",
        here: (place) => place.path === "/integrations" && isLog(place),
      },
    ],
  },
];
