import { useState } from "preact/hooks";
import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import { urlOf, type Connector, type Partner } from "../../api/partners.ts";
import { duration, number } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { rowsOf } from "../../lib/partnerFilter.ts";
import { address } from "../../lib/url.ts";
import { IntegrationChip } from "../../ui/Chip.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { lazy } from "../../ui/Lazy.tsx";
import { Link } from "../../ui/Link.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Failure } from "../../ui/States.tsx";
import { At } from "../../ui/Time.tsx";
import { ChannelTools } from "./ChannelTools.tsx";
import { DayFigures } from "./Figures.tsx";
import { HealthChip, HealthFacts, Trouble } from "./Health.tsx";
import { IntegrationForm } from "./later.ts";
import { RemoveDialog } from "./RemoveDialog.tsx";
import { RotateDialog } from "./RotateDialog.tsx";
import { Secrets } from "./Secrets.tsx";
import { StateDialog } from "./StateDialogs.tsx";
import type { TemplatesProps } from "./TemplatesDialog.tsx";
import type { TrialProps } from "./TrialDialog.tsx";

const LIVE_MS = 5000;
/** Most integrations are no 1C. */
const TemplatesDialog = lazy<TemplatesProps>(() => import("./TemplatesDialog.tsx").then((file) => file.TemplatesDialog));
const TrialDialog = lazy<TrialProps>(() => import("./TrialDialog.tsx").then((file) => file.TrialDialog), "log");
const OnecPanel = lazy<{ partner: Partner }>(() => import("./onec/OnecPanel.tsx").then((file) => file.OnecPanel));

export interface CardProps {
  id: string;
  onShown: (secret: string | null) => void;
  onClose: () => void;
}

/** One integration: how it fares, what it is sent, what can be done with it. */
export function IntegrationCard({ id, onShown, onClose }: CardProps) {
  const { t } = useWords();
  const one = useApi("GET /v1/integrations/{integration_id}", { path: { integration_id: id } }, { every: () => LIVE_MS });
  const kinds = useApi("GET /v1/connectors", {}, { staleTime: 600_000 });
  const types = useApi("GET /v1/event-types", {}, { staleTime: 600_000 });
  // Names that come later would move what stands below them.
  const shown = { data: kinds.isPending || types.isPending ? undefined : one.data, error: one.error, refetch: one.refetch };
  const kind = kinds.data?.items.find((each) => each.kind === one.data?.kind);
  return (
    <Sheet title={one.data?.name ?? t.integrations.one} of={shown} onClose={onClose}>
      {(partner) => <Body partner={partner} kind={kind} onShown={onShown} onClose={onClose} />}
    </Sheet>
  );
}

interface BodyProps extends Omit<CardProps, "id"> {
  partner: Partner;
  kind: Connector | undefined;
}

function Body({ partner, kind, onShown, onClose }: BodyProps) {
  const { t, lang } = useWords();
  return (
    <>
      <div class="card-marks">
        <IntegrationChip state={partner.state} />
        <HealthChip health={partner.health} />
        <Link class="card-when" href={address("/integrations", { tab: "log", integration: partner.id })}>
          {t.integrations.toLog}
        </Link>
      </div>
      <Trouble partner={partner} />
      <Moves partner={partner} kind={kind} onShown={onShown} onClose={onClose} />
      <HealthFacts health={partner.health} />
      <DayFigures id={partner.id} />
      <section>
        <h3>{t.integrations.more}</h3>
        <Facts
          rows={[
            [t.integrations.kind, kind?.title[lang] ?? partner.kind],
            [t.integrations.url, urlOf(partner) && <code class="wrap">{urlOf(partner)}</code>],
            [t.integrations.events, <Events types={partner.event_types} />],
            [t.payload.title, partner.payload && t.payload.forms[partner.payload]],
            [t.filter.title, <Said filter={partner.filter} />],
            [t.headers.title, Object.keys(partner.headers).length > 0 && <code class="prose">{headersOf(partner)}</code>],
            [
              t.limits.title,
              t.limits.said(
                number(partner.limits.rate_per_minute ?? 0, lang),
                number(partner.limits.concurrency ?? 0, lang),
                duration((partner.limits.timeout_s ?? 0) * 1000, lang),
              ),
            ],
            [t.integrations.fields["serial"]!, partner.serial && t.limits.serial],
            [t.integrations.created, <At at={partner.created_at} />],
            [t.integrations.changed, <At at={partner.updated_at} />],
          ]}
        />
      </section>
      {partner.kind === "onec" && <OnecPanel partner={partner} />}
      {partner.secrets.length > 0 && (
        <section>
          <h3>{t.act.secrets}</h3>
          <Secrets partner={partner} />
        </section>
      )}
      <ChannelTools partner={partner} />
      <Notices id={partner.id} />
    </>
  );
}

function headersOf(partner: Partner): string {
  return Object.entries(partner.headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}

function Events({ types }: { types: readonly string[] }) {
  const { lang } = useWords();
  const known = useApi("GET /v1/event-types", {}, { staleTime: 600_000 });
  return (
    <ul>
      {types.map((type) => (
        <li key={type}>
          {known.data?.items.find((one) => one.type === type)?.title[lang]} <code class="muted">{type}</code>
        </li>
      ))}
    </ul>
  );
}

/** A filter in words; a nested one as it is written. */
function Said({ filter }: { filter: unknown }) {
  const { t } = useWords();
  const found = rowsOf(filter);
  if (!filter) return <>{t.filter.everything}</>;
  if (!found) return <code class="prose">{JSON.stringify(filter)}</code>;
  return (
    <>
      {found.rows.length > 1 && <span class="muted">{t.filter[found.mode]}</span>}
      <ul>
        {found.rows.map((row, index) => (
          <li key={index}>
            <code>{row.field}</code> {t.filter.ops[row.op]}{" "}
            <b>{row.op === "exists" ? t.filter.there[row.value === "false" ? "false" : "true"] : row.value || t.dash}</b>
          </li>
        ))}
      </ul>
    </>
  );
}

type Opened = "test" | "texts" | "edit" | "pause" | "resume" | "disable" | "rotate" | "remove";

/** What can be done with it now. */
function Moves({ partner, kind, onShown, onClose }: BodyProps) {
  const { t } = useWords();
  const mayChange = useMay("integrations:write");
  const [open, setOpen] = useState<Opened | null>(null);
  const close = (): void => setOpen(null);
  if (!mayChange) return null;
  const isOn = partner.state === "enabled";
  return (
    <div class="moves">
      <button type="button" class="button small primary" onClick={() => setOpen("test")}>
        <Icon name="send" size={14} />
        {t.act.test}
      </button>
      <button type="button" class="button small" onClick={() => setOpen(isOn ? "pause" : "resume")}>
        <Icon name={isOn ? "pause" : "play"} size={14} />
        {isOn ? t.act.pause : t.act.resume}
      </button>
      <button type="button" class="button small" onClick={() => setOpen("edit")}>
        <Icon name="pencil" size={14} />
        {t.card.edit}
      </button>
      {kind?.reaches && (
        <button type="button" class="button small" onClick={() => setOpen("texts")}>
          <Icon name="pencil" size={14} />
          {t.templates.open}
        </button>
      )}
      {partner.secrets.length > 0 && (
        <button type="button" class="button small" onClick={() => setOpen("rotate")}>
          <Icon name="rotate-cw" size={14} />
          {t.act.rotate}
        </button>
      )}
      {partner.state !== "disabled" && (
        <button type="button" class="button small" onClick={() => setOpen("disable")}>
          <Icon name="ban" size={14} />
          {t.act.disable}
        </button>
      )}
      <button type="button" class="button small danger" onClick={() => setOpen("remove")}>
        <Icon name="trash-2" size={14} />
        {t.act.remove}
      </button>
      {open === "test" && <TrialDialog partner={partner} needsAddress={Boolean(kind?.reaches)} onClose={close} />}
      {open === "texts" && kind && <TemplatesDialog partner={partner} kind={kind} onClose={close} />}
      {open === "edit" && <IntegrationForm record={partner} onClose={close} />}
      {(open === "pause" || open === "resume" || open === "disable") && (
        <StateDialog move={open} partner={partner} onClose={close} />
      )}
      {open === "remove" && <RemoveDialog partner={partner} onRemoved={onClose} onClose={close} />}
      {open === "rotate" && (
        <RotateDialog
          partner={partner}
          onClose={close}
          onShown={(secret) => {
            close();
            onShown(secret);
          }}
        />
      )}
    </div>
  );
}

function Notices({ id }: { id: string }) {
  const { t } = useWords();
  const list = useApi("GET /v1/integrations/{integration_id}/notices", { path: { integration_id: id } });
  const items = list.data?.items ?? [];
  return (
    <section>
      <h3>{t.health.notices}</h3>
      {list.error && !list.data && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && items.length === 0 && <p class="muted">{t.health.noNotices}</p>}
      <ul class="rows">
        {items.map((notice) => (
          <li key={`${notice.kind} ${notice.at}`}>
            <span>{t.health.notice[notice.kind] ?? notice.detail}</span>
            <At at={notice.at} />
          </li>
        ))}
      </ul>
    </section>
  );
}
