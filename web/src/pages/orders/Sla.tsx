import type { Order, SlaClock } from "../../api/types.ts";
import { minutes } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import type { IconName } from "../../ui/icons.ts";
import { At } from "../../ui/Time.tsx";

const LOOK: Record<SlaClock["state"], [IconName, string]> = {
  running: ["timer", "blue"],
  paused: ["circle-pause", "grey"],
  met: ["circle-check", "green"],
  breached: ["clock-alert", "red"],
  stopped: ["ban", "grey"],
};

/** What was promised, and how its clocks stand. */
export function Sla({ sla }: { sla: NonNullable<Order["sla"]> }) {
  const { t } = useWords();
  return (
    <section>
      <h3>{t.sla.title}</h3>
      <ul class="rows">
        <Clock name={t.sla.response} clock={sla.response} />
        <Clock name={t.sla.resolution} clock={sla.resolution} />
      </ul>
      <p class="field-hint">{t.sla.works[sla.works]}</p>
    </section>
  );
}

function Clock({ name, clock }: { name: string; clock: SlaClock }) {
  const { t, lang } = useWords();
  const [icon, tone] = LOOK[clock.state];
  const { remaining_minutes: left, exceeded_minutes: over } = clock;
  return (
    <li data-sla={clock.state}>
      <span>
        {name}
        <small>
          {t.sla.until} <At at={clock.due_at} />
        </small>
      </span>
      <span class="sla-state">
        <span class="chip" data-tone={tone}>
          <Icon name={icon} size={14} />
          {t.sla.states[clock.state]}
        </span>
        {typeof left === "number" && (clock.state === "running" || clock.state === "paused") && (
          <small>{t.sla.left(minutes(left, lang))}</small>
        )}
        {typeof over === "number" && over > 0 && <small>{t.sla.over(minutes(over, lang))}</small>}
      </span>
    </li>
  );
}
