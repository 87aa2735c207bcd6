import { useWords } from "../../lib/i18n.ts";
import { address, patched, usePlace } from "../../lib/url.ts";
import { Link } from "../../ui/Link.tsx";
import { SPANS, useHistory } from "./useHistory.ts";

/** How far back to look for patterns. */
export function HistoryPicker() {
  const { t } = useWords();
  const { path, query } = usePlace();
  const { days } = useHistory();
  return (
    <div class="segments" role="group" aria-label={t.insight.history}>
      {SPANS.map((span) => (
        <Link key={span} href={address(path, patched(query, { history: String(span), rows: null }))} aria-current={span === days ? "true" : undefined}>
          {t.insight.spans[span]}
        </Link>
      ))}
    </div>
  );
}
