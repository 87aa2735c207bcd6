import { useApi } from "../../../api/data.ts";
import { isNarrowed, NAMES, STATUSES, type LogFilters as Filters } from "../../../lib/deliveryQuery.ts";
import { useWords } from "../../../lib/i18n.ts";
import { address } from "../../../lib/url.ts";
import { Choice } from "../../../ui/Choice.tsx";
import { Drop, Reset } from "../../../ui/FilterLinks.tsx";
import { SearchField } from "../../../ui/SearchField.tsx";

/** By integration: for every view that has one. */
export function IntegrationChoice({ value }: { value: string | null }) {
  const { t } = useWords();
  const list = useApi("GET /v1/integrations", {}, { staleTime: 60_000 });
  return (
    <Choice
      name="integration"
      label={t.log.integration}
      any={t.log.anyIntegration}
      value={value}
      options={list.data?.items.map((one) => [one.id, one.name]) ?? []}
    />
  );
}

/** What narrows the log; all of it is in the address. */
export function LogFilters({ filters }: { filters: Filters }) {
  const { t, lang } = useWords();
  const types = useApi("GET /v1/event-types", {}, { staleTime: 600_000 });
  return (
    <div class="toolbar log-filters">
      <SearchField label={t.log.search} placeholder={t.log.search} />
      <IntegrationChoice value={filters.integration} />
      <Choice name="state" label={t.log.state} any={t.log.anyState} value={filters.state} options={Object.entries(t.deliveryState)} />
      <Choice
        name="event"
        label={t.log.event}
        any={t.log.anyEvent}
        value={filters.event}
        options={types.data?.items.map((one) => [one.type, one.title[lang] ?? one.type]) ?? []}
      />
      <Choice
        name="answer"
        label={t.log.answer}
        any={t.log.anyAnswer}
        value={filters.answer}
        options={STATUSES.map((one) => [one, t.log.answers[one] ?? one])}
      />
      <Choice name="fault" label={t.log.error} any={t.log.anyFault} value={filters.fault} options={Object.entries(t.log.faults)} />
      {filters.replay && (
        <Drop href={address("/integrations", { tab: "log" })} text={t.log.ofReplay} label={t.log.dropReplay} />
      )}
      {isNarrowed(filters) && !filters.replay && <Reset names={NAMES} />}
    </div>
  );
}
