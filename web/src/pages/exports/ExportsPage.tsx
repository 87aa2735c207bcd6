import { config } from "../../api/config.ts";
import { useWords } from "../../lib/i18n.ts";
import { readPeriod } from "../../lib/period.ts";
import { today } from "../../lib/time.ts";
import { usePlace } from "../../lib/url.ts";
import { PeriodPicker } from "../../ui/PeriodPicker.tsx";
import { PageHead } from "../../ui/Shell.tsx";
import { Exports } from "./Exports.tsx";

/** Files of a period; the period is in the address. */
export function ExportsPage() {
  const { t } = useWords();
  const { query } = usePlace();
  const { zone } = config().company;
  const period = readPeriod(query, today(zone));
  return (
    <>
      <PageHead title={t.exports.title} subtitle={t.figures.zone(zone)}>
        <PeriodPicker period={period} long />
      </PageHead>
      <Exports period={period} />
    </>
  );
}
