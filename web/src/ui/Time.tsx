import { config } from "../api/config.ts";
import { instant, span } from "../lib/format.ts";
import { useWords } from "../lib/i18n.ts";
import { createStore, useStore } from "../lib/store.ts";
import { ago, isThisYear } from "../lib/time.ts";

const clock = createStore(Date.now());
if (typeof document !== "undefined") setInterval(() => clock.set(Date.now()), 30_000);

/** How long ago, with the exact time in the tooltip; an old time is a date. */
export function Ago({ at }: { at: string }) {
  const { lang } = useWords();
  const now = useStore(clock);
  const { zone } = config().company;
  return (
    <time dateTime={at} title={instant(at, lang, zone, "full")}>
      {ago(at, now, lang) ?? instant(at, lang, zone, isThisYear(at, zone) ? "day" : "date")}
    </time>
  );
}

/** The exact time, with seconds in the tooltip. */
export function At({ at }: { at: string }) {
  const { lang } = useWords();
  const { zone } = config().company;
  return (
    <time dateTime={at} title={instant(at, lang, zone, "full")}>
      {instant(at, lang, zone, isThisYear(at, zone) ? "minute" : "dated")}
    </time>
  );
}

/** From when to when. */
export function Between({ from, to }: { from: string; to: string }) {
  const { lang } = useWords();
  const { zone } = config().company;
  return (
    <time dateTime={from} title={`${instant(from, lang, zone, "full")} – ${instant(to, lang, zone, "full")}`}>
      {span(from, to, lang, zone, isThisYear(from, zone) && isThisYear(to, zone) ? "minute" : "dated")}
    </time>
  );
}
