import type { ComponentChildren } from "preact";
import type { DeliveryRow, ExportJob, Integration, Priority, Status } from "../api/types.ts";
import { useWords } from "../lib/i18n.ts";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./icons.ts";

type Tone = "blue" | "violet" | "cyan" | "amber" | "green" | "grey" | "red";
export type Look = [IconName, Tone];

export const STATUS: Record<Status, Look> = {
  new: ["circle-dashed", "blue"],
  scheduled: ["calendar-clock", "violet"],
  en_route: ["truck", "cyan"],
  in_progress: ["wrench", "amber"],
  on_hold: ["circle-pause", "grey"],
  completed: ["circle-check", "green"],
  closed: ["check-check", "grey"],
  cancelled: ["circle-x", "red"],
};

const DELIVERY: Record<DeliveryRow["state"], Look> = {
  pending: ["hourglass", "grey"],
  held: ["circle-pause", "grey"],
  retrying: ["rotate-cw", "amber"],
  delivered: ["circle-check", "green"],
  failed: ["circle-x", "red"],
  skipped: ["minus", "grey"],
};

const INTEGRATION: Record<Integration["state"], Look> = {
  enabled: ["circle-check", "green"],
  paused: ["circle-pause", "grey"],
  disabled: ["ban", "red"],
};

const EXPORT: Record<ExportJob["state"], Look> = {
  queued: ["hourglass", "grey"],
  writing: ["hourglass", "grey"],
  retrying: ["rotate-cw", "amber"],
  cancelled: ["ban", "grey"],
  done: ["circle-check", "green"],
  failed: ["circle-x", "red"],
};

const LEVEL: Record<Priority, number> = { low: 1, normal: 2, high: 3, urgent: 4 };

/** Three bars, as many filled as the level; urgent has its own sign. */
function Bars({ level }: { level: number }) {
  if (level > 3) return <Icon name="circle-alert" />;
  return (
    <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      {[1, 2, 3].map((bar) => (
        <rect
          key={bar}
          x={bar * 4.5 - 2.5}
          y={13 - bar * 3.5}
          width="3"
          height={bar * 3.5}
          rx="1"
          fill="currentColor"
          opacity={bar <= level ? 1 : 0.28}
        />
      ))}
    </svg>
  );
}

/** A sign and a word in one colour. */
export function Chip({ look: [icon, tone], text }: { look: Look; text: ComponentChildren }) {
  return (
    <span class="chip" data-tone={tone}>
      <Icon name={icon} size={14} />
      {text}
    </span>
  );
}

/** A state by the company's name for it, which may be longer than there is room. */
export function StatusChip({ status }: { status: Status }) {
  const name = useWords().t.status[status];
  const text = (
    <span class="cut" title={name}>
      {name}
    </span>
  );
  return <Chip look={STATUS[status]} text={text} />;
}

export function DeliveryChip({ state }: { state: DeliveryRow["state"] }) {
  return <Chip look={DELIVERY[state]} text={useWords().t.deliveryState[state]} />;
}

export function IntegrationChip({ state }: { state: Integration["state"] }) {
  return <Chip look={INTEGRATION[state]} text={useWords().t.integrationState[state]} />;
}

export function ActiveChip({ active }: { active: boolean }) {
  const { t } = useWords();
  return active ? (
    <Chip look={["circle-check", "green"]} text={t.technicians.active} />
  ) : (
    <Chip look={["ban", "grey"]} text={t.technicians.inactive} />
  );
}

export function ConsentChip({ isWithdrawn }: { isWithdrawn: boolean }) {
  const { t } = useWords();
  return isWithdrawn ? (
    <Chip look={["ban", "grey"]} text={t.consent.isWithdrawn} />
  ) : (
    <Chip look={["circle-check", "green"]} text={t.consent.isGiven} />
  );
}

export function ExportChip({ state }: { state: ExportJob["state"] }) {
  return <Chip look={EXPORT[state]} text={useWords().t.exportState[state]} />;
}

/** Priority by shape and word; only the upper two have a colour. */
export function PriorityMark({ priority }: { priority: Priority }) {
  return (
    <span class="priority" data-priority={priority}>
      <Bars level={LEVEL[priority]} />
      {useWords().t.priority[priority]}
    </span>
  );
}
