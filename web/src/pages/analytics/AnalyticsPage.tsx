import { useLayoutEffect, useRef } from "preact/hooks";
import { config } from "../../api/config.ts";
import { readFigures } from "../../lib/figuresQuery.ts";
import { period as periodText } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { address, patched, usePlace } from "../../lib/url.ts";
import { lazy } from "../../ui/Lazy.tsx";
import { Link } from "../../ui/Link.tsx";
import { PeriodPicker } from "../../ui/PeriodPicker.tsx";
import { PageHead } from "../../ui/Shell.tsx";
import { HistoryPicker } from "./HistoryPicker.tsx";
import { TABS } from "./tabs.ts";
import { useHistory } from "./useHistory.ts";

const RowsSheet = lazy(() => import("./RowsSheet.tsx").then((file) => file.RowsSheet));

/** Figures taken apart: tab, figure, period and what is compared are in the address. */
export function AnalyticsPage() {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const { period } = readFigures(query, config().company.zone);
  const { name, Inside, hasHistory } = TABS.find((one) => one.name === query.get("tab")) ?? TABS[0]!;
  const history = useHistory();
  const shown = hasHistory ? history : period;
  const tabs = useRef<HTMLElement>(null);
  // On a phone not all tabs have room: the open one is brought into view.
  useLayoutEffect(() => {
    const open = tabs.current!.querySelector<HTMLElement>("[aria-current]")!;
    tabs.current!.scrollLeft = open.offsetLeft - (tabs.current!.clientWidth - open.offsetWidth) / 2;
  }, [name, lang]);
  return (
    <>
      <PageHead title={t.insight.analytics} subtitle={periodText(shown.from, shown.to, lang)}>
        {hasHistory ? <HistoryPicker /> : <PeriodPicker period={period} long />}
      </PageHead>
      <nav ref={tabs} class="tabs" aria-label={t.insight.tabs}>
        {TABS.map((one) => (
          <Link
            key={one.name}
            href={address("/analytics", patched(query, { tab: one.name, rows: null, weekday: null, hour: null }))}
            aria-current={one.name === name ? "page" : undefined}
          >
            {one.title(t)}
          </Link>
        ))}
      </nav>
      <Inside span={history} />
      {query.has("rows") && <RowsSheet />}
    </>
  );
}
