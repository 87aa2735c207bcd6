import { config } from "../../../api/config.ts";
import { useMay } from "../../../api/me.ts";
import { readLog, type LogFilters } from "../../../lib/deliveryQuery.ts";
import { useWords } from "../../../lib/i18n.ts";
import { address, patched, setQuery, usePlace, type Patch } from "../../../lib/url.ts";
import { Icon } from "../../../ui/Icon.tsx";
import { lazy } from "../../../ui/Lazy.tsx";
import { Link } from "../../../ui/Link.tsx";
import { PeriodPicker } from "../../../ui/PeriodPicker.tsx";
import { DeliveryLog } from "./DeliveryLog.tsx";
import type { ReplayFormProps } from "./ReplayForm.tsx";

interface CardProps {
  id: string;
  onClose: () => void;
}

/** Most only look at what was sent; what a click opens comes with the click. */
const MissedList = lazy<{ filters: LogFilters }>(() => import("./MissedList.tsx").then((file) => file.MissedList));
const ReconcileList = lazy(() => import("./ReconcileList.tsx").then((file) => file.ReconcileList));
const ReplayList = lazy(() => import("./ReplayList.tsx").then((file) => file.ReplayList));
const DeliveryCard = lazy<CardProps>(() => import("./DeliveryCard.tsx").then((file) => file.DeliveryCard));
const ReplayCard = lazy<CardProps>(() => import("./ReplayCard.tsx").then((file) => file.ReplayCard));
const ReplayForm = lazy<ReplayFormProps>(() => import("./ReplayForm.tsx").then((file) => file.ReplayForm));

const VIEWS = ["all", "missed", "replays", "checks"] as const;

/** What another view has no use for. */
const FRESH: Patch = { cursor: null, delivery: null, run: null, resend: null, state: null, answer: null, fault: null, replay: null };

/** What was sent and what came back; the view, its filters and what is opened are in the address. */
export function LogTab() {
  const { t } = useWords();
  const { path, query } = usePlace();
  const mayWrite = useMay("integrations:write");
  const view = VIEWS.find((one) => one === query.get("view")) ?? "all";
  const filters = readLog(query, config().company.zone);
  const delivery = query.get("delivery");
  const run = query.get("run");
  return (
    <>
      <div class="log-head">
        <div class="segments" role="group" aria-label={t.log.views.label}>
          {VIEWS.map((one) => (
            <Link
              key={one}
              href={address(path, patched(query, { ...FRESH, view: one === "all" ? null : one }))}
              aria-current={one === view ? "true" : undefined}
            >
              {t.log.views[one]}
            </Link>
          ))}
        </div>
        {(view === "all" || view === "missed") && <PeriodPicker period={filters.period} />}
        {mayWrite && view !== "checks" && (
          <button type="button" class="button" onClick={() => setQuery({ resend: "1" })}>
            <Icon name="rotate-cw" />
            {view === "missed" ? t.missed.replay : t.replay.create}
          </button>
        )}
      </div>
      {view === "all" && <DeliveryLog filters={filters} />}
      {view === "missed" && <MissedList filters={filters} />}
      {view === "replays" && <ReplayList />}
      {view === "checks" && <ReconcileList />}
      {delivery && <DeliveryCard id={delivery} key={delivery} onClose={() => setQuery({ delivery: null })} />}
      {run && <ReplayCard id={run} key={run} onClose={() => setQuery({ run: null })} />}
      {mayWrite && query.has("resend") && (
        <ReplayForm
          filters={filters}
          onStarted={(made) => setQuery({ ...FRESH, view: "replays", run: made.id }, { replace: true })}
          onClose={() => setQuery({ resend: null }, { replace: true })}
        />
      )}
    </>
  );
}
