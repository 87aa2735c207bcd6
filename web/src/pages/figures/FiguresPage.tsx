import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import { instant } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { previous, readPeriod } from "../../lib/period.ts";
import { today } from "../../lib/time.ts";
import { usePlace } from "../../lib/url.ts";
import { PeriodPicker } from "../../ui/PeriodPicker.tsx";
import { PageHead } from "../../ui/Shell.tsx";
import { Failure } from "../../ui/States.tsx";
import { DayPanels } from "./DayPanels.tsx";
import { Exports } from "./Exports.tsx";
import { Kpis } from "./Kpis.tsx";

/** Nothing has been counted yet: look again soon. */
const PENDING_MS = 3000;

/** Figures of a period against the one before; the period is in the address. */
export function FiguresPage() {
  const { t, lang } = useWords();
  const place = usePlace();
  const { zone } = config().company;
  const period = readPeriod(place.query, today(zone));
  const before = previous(period);
  // One question for both periods: what is compared was counted at the same moment.
  const query = { from: before.from, to: period.to };
  const days = useApi("GET /v1/analytics/days", { query }, {
    keep: true,
    every: (data) => (data && !data.watermark ? PENDING_MS : false),
  });

  const items = days.data?.items;
  const now = items?.filter((one) => one.day >= period.from && one.day <= period.to);
  const then = items?.filter((one) => one.day >= before.from && one.day <= before.to);
  const watermark = days.data?.watermark;
  const fresh = watermark ? t.figures.watermark(instant(watermark, lang, zone, "minute")) : t.figures.noWatermark;

  return (
    <>
      <PageHead title={t.figures.title} subtitle={days.data ? fresh : t.figures.zone(zone)}>
        <PeriodPicker period={period} />
      </PageHead>
      {days.error && !days.data ? (
        <section class="panel">
          <Failure error={days.error} onRetry={() => void days.refetch()} />
        </section>
      ) : (
        <>
          <Kpis now={now} then={then} isCounted={Boolean(watermark)} />
          <DayPanels days={now} isCounted={Boolean(watermark)} />
        </>
      )}
      <Exports period={period} />
    </>
  );
}
