import { addDays, fromWallClock, toWallClock, today, type Day } from "./time.ts";

/** Offered lives of a key in days; an empty one has no end, "own" names its last day. */
export const LIVES = ["", "30", "90", "365", "own"] as const;
/** Requests a minute: what the server takes at most. */
export const MOST_A_MINUTE = 30_000;

const V4 = /^(\d{1,3})(\.(\d{1,3})){3}$/;
const V6 = /^[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7}$/i;

/** Tell whether a text can be an address or a network; the server looks more closely. */
export function isNetwork(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  if (rest.length > 0) return false;
  const isV4 = V4.test(address) && address.split(".").every((part) => Number(part) <= 255);
  if (!isV4 && !V6.test(address)) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (isV4 ? 32 : 128));
}

/** Read addresses from lines; commas and spaces part them as well. */
export function linesOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

/** Read a rate; null when it is none that the server takes. */
export function parseRate(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "");
  const value = /^\d{1,6}$/.test(plain) ? Number(plain) : 0;
  return value >= 1 && value <= MOST_A_MINUTE ? value : null;
}

/** Say until when a key is good: to the end of its last day by the company's clock; null for ever. */
export function endOf(life: string, lastDay: Day, zone: string): string | null {
  if (life === "") return null;
  const last = life === "own" ? lastDay : addDays(today(zone), Number(life));
  return fromWallClock(`${addDays(last, 1)}T00:00`, zone);
}

/** Name the last whole or begun day of a key's life. */
export function lastDayOf(expiresAt: string | null, zone: string): Day | "" {
  if (expiresAt === null) return "";
  return toWallClock(new Date(new Date(expiresAt).getTime() - 1).toISOString(), zone).slice(0, 10);
}
