import { config } from "../../api/config.ts";
import type { Key } from "../../api/access.ts";
import { instant } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { At } from "../../ui/Time.tsx";

/** When a key ceases to be good: its last day, or the hour when the overlap with its successor is over. */
export function Ends({ row }: { row: Key }) {
  const { t, lang } = useWords();
  const { zone } = config().company;
  const { expires_at: expires, overlap_until: overlap } = row;
  if (row.state === "revoked") return <span class="muted">{t.dash}</span>;
  if (overlap && (!expires || overlap < expires)) return <At at={overlap} />;
  if (!expires) return <span class="muted">{t.keys.forever}</span>;
  // Midnight belongs to the day before it: that is the last day the key is good for.
  const last = new Date(new Date(expires).getTime() - 1).toISOString();
  return (
    <time dateTime={expires} title={instant(expires, lang, zone, "full")}>
      {instant(last, lang, zone, "date")}
    </time>
  );
}
