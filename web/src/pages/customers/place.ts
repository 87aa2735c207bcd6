import type { Address } from "../../lib/customer.ts";
import type { Messages } from "../../lib/i18n.ts";

/** Write an address in one line. */
export function placeOf(one: Address, t: Messages): string {
  const door = [
    one.entrance && t.customers.entrance(one.entrance),
    one.floor && t.customers.floor(one.floor),
    one.apartment && t.customers.apartment(one.apartment),
  ];
  const line = [one.text, ...door].filter(Boolean).join(", ");
  return one.type === "billing" ? `${line} — ${t.customers.forBills}` : line;
}
