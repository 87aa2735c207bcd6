import { useState } from "preact/hooks";
import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import { useWords } from "../../lib/i18n.ts";
import { Chip } from "../../ui/Chip.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { lazy } from "../../ui/Lazy.tsx";
import { PageHead } from "../../ui/Shell.tsx";
import { Bone, Failure } from "../../ui/States.tsx";
import { At } from "../../ui/Time.tsx";
import { Letter } from "./Letter.tsx";
import { clock, weekday, type Person, type Report } from "./report.ts";
import { ReportForm } from "./ReportForm.tsx";
import { SendDialog } from "./SendDialog.tsx";
import { Sendings } from "./Sendings.tsx";

const SettingsLog = lazy(() => import("../../ui/SettingsLog.tsx").then((file) => file.SettingsLog), "record");

/** What each figure is called. */
function useTitles(): Map<string, string> {
  const { lang } = useWords();
  return new Map(useApi("GET /v1/analytics/kpis", {}, { staleTime: 600_000 }).data?.items.map((one) => [one.name, one.title[lang]]));
}

function Chosen({ report, people }: { report: Report; people: Person[] }) {
  const { t, lang } = useWords();
  const titles = useTitles();
  const names = new Map(people.map((one) => [one.id, one.name || one.email]));
  const lines = (words: string[]) => words.map((one) => <span key={one} class="fact-line">{one}</span>);
  return (
    <Facts
      rows={[
        [
          t.report.state,
          report.enabled ? <Chip look={["circle-check", "green"]} text={t.report.on} /> : <Chip look={["circle-pause", "grey"]} text={t.report.off} />,
        ],
        [t.report.when, t.report.at(weekday(report.weekday, lang), clock(report.hour), report.zone)],
        [t.report.next, report.next_at && <At at={report.next_at} />],
        [t.report.recipients, report.recipients.length > 0 ? lines(report.recipients.map((id) => names.get(id) ?? t.report.unknown(id))) : t.report.nobody],
        [t.report.language, t.report.languages[report.language]],
        [t.report.kpis, report.kpis.map((name) => titles.get(name) ?? name).join(", ")],
      ]}
    />
  );
}

/** Who changed to whom the report goes, when, and what it says. */
function Past({ people }: { people: Person[] }) {
  const { t, lang } = useWords();
  const titles = useTitles();
  const names = new Map(people.map((one) => [one.id, one.name || one.email]));
  const fields: Record<string, string> = {
    enabled: t.report.enabled,
    weekday: t.report.weekday,
    hour: t.report.hour,
    recipients: t.report.recipients,
    language: t.report.language,
    kpis: t.report.kpis,
    sentences: t.report.sentences,
  };
  const listed = (value: unknown, known: Map<string, string>): string | undefined =>
    Array.isArray(value) && value.length > 0 ? value.map((one: string) => known.get(one) ?? one).join(", ") : undefined;
  const show = (field: string, value: unknown): string | undefined => {
    if (field === "recipients") return listed(value, names) ?? t.report.nobody;
    if (field === "kpis") return listed(value, titles);
    if (field === "weekday") return weekday(Number(value), lang);
    if (field === "hour") return clock(Number(value));
    return field === "language" ? t.report.languages[value as "ru"] : undefined;
  };
  return <SettingsLog of="GET /v1/analytics/report/audit" title={t.report.changes} nameOf={(field) => fields[field]} show={show} />;
}

/** The weekly report by mail: who gets it and when, how it looks, what became of the last ones. */
export function ReportPage() {
  const { t, lang } = useWords();
  const [open, setOpen] = useState<"form" | "send" | null>(null);
  const one = useApi("GET /v1/analytics/report", {});
  const all = useApi("GET /v1/analytics/report/people", {});
  const report = one.data;
  const people = all.data?.items;
  const mayLook = useMay("audit:read");
  const error = (!report && one.error) || (!people && all.error);
  const close = (): void => setOpen(null);
  return (
    <>
      <PageHead title={t.report.title} subtitle={t.report.subtitle}>
        <button type="button" class="button primary" disabled={!report || !people} onClick={() => setOpen("send")}>
          <Icon name="send" />
          {t.report.send}
        </button>
      </PageHead>
      {error ? (
        <section class="panel">
          <Failure error={error} onRetry={() => void Promise.all([one.refetch(), all.refetch()])} />
        </section>
      ) : (
        <>
          {report?.warning && (
            <p class="banner" data-tone="bad" role="status">
              <Icon name="triangle-alert" />
              {report.warning.text[lang]}
            </p>
          )}
          <section class="panel">
            <header class="panel-head">
              <div>
                <h2>{t.report.settings}</h2>
                <p class="muted">{t.report.settingsHint}</p>
              </div>
              <button type="button" class="button" disabled={!report || !people} onClick={() => setOpen("form")}>
                <Icon name="pencil" />
                {t.report.edit}
              </button>
            </header>
            <div class="panel-body">{report && people ? <Chosen report={report} people={people} /> : <Bone width="60%" height={215} />}</div>
          </section>
          <Sendings report={report} />
          <Letter report={report}>{people && mayLook && <Past people={people} />}</Letter>
        </>
      )}
      {report && people && open === "form" && <ReportForm report={report} people={people} onClose={close} />}
      {report && people && open === "send" && <SendDialog report={report} people={people} onClose={close} />}
    </>
  );
}
