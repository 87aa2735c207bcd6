import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useApi } from "../../api/data.ts";
import { useKpis } from "../../api/figures.ts";
import { useMay } from "../../api/me.ts";
import type { Status } from "../../api/types.ts";
import { figure } from "../../lib/figureFormat.ts";
import { useWords, type Lang } from "../../lib/i18n.ts";
import { STATUS, StatusChip } from "../../ui/Chip.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { lazy } from "../../ui/Lazy.tsx";
import { PageHead } from "../../ui/Shell.tsx";
import { Bone, Failure, Note } from "../../ui/States.tsx";
import { Ago } from "../../ui/Time.tsx";
import { LANGS, WORDS, type Company } from "./company.ts";
import { CompanyForm } from "./CompanyForm.tsx";
import { NamesForm } from "./NamesForm.tsx";
import { TargetsForm, type Targets } from "./TargetsForm.tsx";
import { TypesForm } from "./TypesForm.tsx";

const SettingsLog = lazy(() => import("../../ui/SettingsLog.tsx").then((file) => file.SettingsLog), "record");

interface Part {
  title: string;
  hint: string;
  action: string;
  onEdit: (() => void) | null;
  children: ComponentChildren;
}

function Panel({ title, hint, action, onEdit, children }: Part) {
  return (
    <section class="panel">
      <header class="panel-head">
        <div>
          <h2>{title}</h2>
          <p class="muted">{hint}</p>
        </div>
        <button type="button" class="button" disabled={!onEdit} onClick={() => onEdit?.()}>
          <Icon name="pencil" />
          {action}
        </button>
      </header>
      <div class="panel-body">{children}</div>
    </section>
  );
}

function Printed({ company }: { company: Company | undefined }) {
  const { t } = useWords();
  const bone = <Bone width={160} />;
  return (
    <>
      <Facts
        rows={[
          ...WORDS.map((word): [string, ComponentChildren] => [t.company.fields[word], company ? company[word] || t.dash : bone]),
          [t.company.zone, company?.zone ?? bone],
          [t.company.currency, company?.currency ?? bone],
        ]}
      />
      <p class="banner" data-tone="info">
        <Icon name="info" />
        {t.company.deployed}
      </p>
    </>
  );
}

function Names({ company }: { company: Company | undefined }) {
  const { t, lang } = useWords();
  const said = (one: Lang, status: string): string | undefined => company?.status_names?.[one]?.[status];
  // The chip speaks the language of the page; beside it stands the other one.
  const other = (status: string): string | undefined => {
    const names = LANGS.filter((one) => one !== lang).map((one) => said(one, status));
    return names.find(Boolean) ?? (said(lang, status) ? undefined : t.company.usual);
  };
  const states = Object.keys(STATUS) as Status[];
  return (
    <Facts
      rows={states.map((status) => [
        status,
        <>
          <StatusChip status={status} /> <span class="muted">{other(status)}</span>
        </>,
      ])}
    />
  );
}

function Types() {
  const { t } = useWords();
  return <Facts rows={Object.entries(t.orderTypes)} />;
}

function Aims({ targets, titles, currency }: { targets: Targets; titles: Map<string, string>; currency: string }) {
  const { t, lang } = useWords();
  const set = targets.offered.filter((one) => one.kpi in targets.targets);
  if (set.length === 0) return <Note icon="chart-line" title={t.company.noTargets} hint={t.company.noTargetsHint} />;
  return (
    <Facts
      rows={set.map((one) => [
        titles.get(one.kpi) ?? one.kpi,
        t.company.goal(one.better === "higher", figure(targets.targets[one.kpi] ?? 0, one.unit, currency, lang), one.per !== null),
      ])}
    />
  );
}

/** Who set which target, from what to what. */
function AimsPast({ targets, titles, currency }: { targets: Targets; titles: Map<string, string>; currency: string }) {
  const { t, lang } = useWords();
  const show = (kpi: string, value: unknown): string | undefined => {
    const aim = targets.offered.find((one) => one.kpi === kpi);
    if (typeof value !== "number") return t.company.noTarget;
    return aim && figure(value, aim.unit, currency, lang);
  };
  return <SettingsLog of="GET /v1/analytics/targets/audit" title={t.company.targetsHistory} nameOf={(kpi) => titles.get(kpi) ?? kpi} show={show} />;
}

/** What the company is called, what it calls states and types of its orders, and what it wants its figures to come to. */
export function CompanyPage() {
  const { t, lang } = useWords();
  const [open, setOpen] = useState<"printed" | "names" | "types" | "targets" | null>(null);
  const one = useApi("GET /v1/company", {});
  const aims = useApi("GET /v1/analytics/targets", {});
  const kpis = useKpis();
  const { data: company } = one;
  const { data: targets } = aims;
  const mayLook = useMay("audit:read");
  const titles = new Map(kpis.data?.items.map((kpi) => [kpi.name, kpi.title[lang]]));
  const error = (!company && one.error) || (!targets && aims.error) || (!kpis.data && kpis.error);
  const close = (): void => setOpen(null);
  return (
    <>
      <PageHead title={t.company.title} subtitle={t.company.subtitle} />
      {error ? (
        <section class="panel">
          <Failure error={error} onRetry={() => void Promise.all([one.refetch(), aims.refetch(), kpis.refetch()])} />
        </section>
      ) : (
        <>
          <Panel title={t.company.printed} hint={t.company.printedHint} action={t.company.editPrinted} onEdit={company ? () => setOpen("printed") : null}>
            <Printed company={company} />
          </Panel>
          <Panel title={t.company.names} hint={t.company.namesHint} action={t.company.editNames} onEdit={company ? () => setOpen("names") : null}>
            <Names company={company} />
            {!company && <p>{"\u00a0"}</p>}
            {company?.updated_at && (
              <p class="muted">
                {t.company.changed(company.updated_by?.name ?? "")} <Ago at={company.updated_at} />
              </p>
            )}
          </Panel>
          <Panel title={t.company.types} hint={t.company.typesHint} action={t.company.editTypes} onEdit={company ? () => setOpen("types") : null}>
            {company ? <Types /> : <Bone width={160} />}
          </Panel>
          <Panel title={t.company.targets} hint={t.company.targetsHint} action={t.company.editTargets} onEdit={targets && kpis.data ? () => setOpen("targets") : null}>
            {targets && company && kpis.data ? (
              <Aims targets={targets} titles={titles} currency={company.currency} />
            ) : (
              <Bone width="60%" height={215} />
            )}
          </Panel>
          {targets && kpis.data && company && mayLook && <AimsPast targets={targets} titles={titles} currency={company.currency} />}
        </>
      )}
      {company && open === "printed" && <CompanyForm company={company} onClose={close} />}
      {company && open === "names" && <NamesForm company={company} onClose={close} />}
      {company && open === "types" && <TypesForm company={company} onClose={close} />}
      {targets && kpis.data && open === "targets" && <TargetsForm targets={targets} kpis={kpis.data.items} onClose={close} />}
    </>
  );
}
