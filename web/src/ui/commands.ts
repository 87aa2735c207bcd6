import type { Permission } from "../api/me.ts";
import type { Customer, OrderRow } from "../api/types.ts";
import { setLang, type Lang, type Messages } from "../lib/i18n.ts";
import { switchTheme } from "../lib/theme.ts";
import { openTour } from "../lib/tour.ts";
import { address, go } from "../lib/url.ts";
import { GROUPS } from "../routes.ts";
import type { IconName } from "./icons.ts";

export interface Command {
  key: string;
  icon: IconName;
  name: string;
  /** What it is: a page, an action, an order, a customer. */
  kind: string;
  words: string;
  run: () => void;
}

type Check = (permission: Permission) => boolean;

/** What can be begun from anywhere: where it leads, and who may. */
const MAKES: { name: (t: Messages) => string; words: string; href: string; permission: Permission; icon: IconName }[] = [
  { name: (t) => t.orders.create, words: "новый заказ new order", href: "/orders?new=1", permission: "orders:write", icon: "plus" },
  { name: (t) => t.palette.newExport, words: "new export", href: "/exports?new=1", permission: "exports:write", icon: "file-down" },
  { name: (t) => t.palette.newKey, words: "new key", href: "/integrations?new=1", permission: "keys:write", icon: "key-round" },
  {
    name: (t) => t.palette.newIntegration,
    words: "new integration webhook вебхук",
    href: "/integrations?tab=integrations&new=1",
    permission: "integrations:write",
    icon: "plug",
  },
  { name: (t) => t.palette.invite, words: "invite user", href: "/settings/users?new=1", permission: "users:write", icon: "user-plus" },
];

/** Every page and action that this person may have. */
export function commands(t: Messages, lang: Lang, may: Check): Command[] {
  const pages = GROUPS.flatMap((group) => group.entries)
    .filter((entry) => may(entry.permission))
    .map((entry) => ({
      key: entry.href,
      icon: entry.icon,
      name: entry.name(t),
      kind: t.palette.page,
      words: entry.words,
      run: () => go(entry.href),
    }));
  const act = (key: string, icon: IconName, name: string, words: string, run: () => void): Command => ({
    key,
    icon,
    name,
    kind: t.palette.action,
    words,
    run,
  });
  return [
    ...pages,
    ...MAKES.filter((one) => may(one.permission)).map((one) => act(one.href, one.icon, one.name(t), one.words, () => go(one.href))),
    ...(may("orders:write") ? [act("steps", "route", t.palette.steps, "первые шаги помощь help first steps tour", openTour)] : []),
    act("theme", "moon", t.theme.switch, "тема theme dark light", switchTheme),
    act("lang", "languages", t.lang.switch, "язык language english русский", () => void setLang(lang === "ru" ? "en" : "ru")),
    // After the palette has left the page.
    act("print", "printer", t.palette.print, "печать print", () => setTimeout(() => print(), 50)),
  ];
}

/** An order that was found, as a way to its card. */
export function orderCommand(row: OrderRow, t: Messages): Command {
  const name = `${row.number} · ${row.title} · ${row.customer_name}`;
  return {
    key: `order ${row.id}`,
    icon: "clipboard-list",
    name,
    kind: t.palette.order,
    words: "",
    run: () => go(address("/orders", { order: row.id })),
  };
}

/** A customer that was found, as a way to the card. */
export function customerCommand(row: Customer, t: Messages): Command {
  return {
    key: `customer ${row.id}`,
    icon: "users",
    name: row.name,
    kind: t.palette.customer,
    words: "",
    run: () => go(address("/customers", { customer: row.id })),
  };
}

/** Tell whether every word that was typed is in the command. */
export function fits(command: Command, typed: string): boolean {
  const text = plain(`${command.name} ${command.words}`);
  return plain(typed).split(/\s+/).every((word) => text.includes(word));
}

function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll("ё", "е");
}
