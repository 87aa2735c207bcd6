import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import { useWords } from "../../lib/i18n.ts";
import { addDays, isDay, today, type Day } from "../../lib/time.ts";
import { address, setQuery, usePlace } from "../../lib/url.ts";
import { Icon } from "../../ui/Icon.tsx";
import { lazy } from "../../ui/Lazy.tsx";
import { Link } from "../../ui/Link.tsx";
import { PageHead } from "../../ui/Shell.tsx";
import { AskDialog } from "./AskDialog.tsx";
import { RunCard } from "./RunCard.tsx";
import { Runs } from "./Runs.tsx";

const TABS = ["runs", "schedules"] as const;
/** What the application can export changes with it only. */
const KEPT_MS = 600_000;
/** Whoever fetches a file needs no forms of schedules. */
const SchedulesTab = lazy(() => import("./SchedulesTab.tsx").then((file) => file.SchedulesTab));

/** Give the period of the address, or the month before: the one that is asked for most. */
function datesOf(query: URLSearchParams, now: Day): { from: Day; to: Day } {
  const from = query.get("from");
  const to = query.get("to");
  if (isDay(from) && isDay(to)) return { from, to };
  const last = addDays(`${now.slice(0, 8)}01`, -1);
  return { from: `${last.slice(0, 8)}01`, to: last };
}

/** Files and what makes them by itself: the tab, the opened row and the open form are in the address. */
export function ExportsPage() {
  const { t } = useWords();
  const { query } = usePlace();
  const mayExport = useMay("exports:write");
  const there = useApi("GET /v1/exports/catalogue", {}, { staleTime: KEPT_MS }).data;
  const tab = query.get("tab") === "schedules" ? "schedules" : "runs";
  const opened = query.get("export");
  return (
    <>
      <PageHead title={t.exports.title} subtitle={t.exports.subtitle}>
        {mayExport && (
          <button type="button" class="button primary" disabled={!there} onClick={() => setQuery({ new: "1" })}>
            <Icon name={tab === "runs" ? "file-down" : "plus"} />
            {tab === "runs" ? t.exports.create : t.exports.newSchedule}
          </button>
        )}
      </PageHead>
      <nav class="tabs" aria-label={t.exports.tabs}>
        {TABS.map((one) => (
          <Link
            key={one}
            href={address("/exports", { tab: one === "runs" ? null : one })}
            aria-current={one === tab ? "page" : undefined}
          >
            {t.exports[one]}
          </Link>
        ))}
      </nav>
      <section class="panel">{tab === "runs" ? <Runs there={there} /> : <SchedulesTab there={there} />}</section>
      {tab === "runs" && opened && (
        <RunCard key={opened} id={opened} there={there} onClose={() => setQuery({ export: null })} />
      )}
      {tab === "runs" && mayExport && there && query.has("new") && (
        <AskDialog
          there={there}
          dates={datesOf(query, today(config().company.zone))}
          onClose={() => setQuery({ new: null }, { replace: true })}
        />
      )}
    </>
  );
}
