import type { Health, Partner } from "../../api/partners.ts";
import { useWords } from "../../lib/i18n.ts";
import { Chip, type Look } from "../../ui/Chip.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Ago, At } from "../../ui/Time.tsx";

const LOOK: Record<string, Look> = {
  closed: ["circle-check", "green"],
  open: ["circle-x", "red"],
  half_open: ["hourglass", "amber"],
};

/** Whether the partner answers; nothing is known of one that was never called. */
export function HealthChip({ health }: { health: Health }) {
  const { t } = useWords();
  const { breaker, failing_since: since, last_success_at: success, last_failure_at: failure } = health;
  if (breaker === "closed" && !success && !failure) {
    return <Chip look={["circle-dashed", "grey"]} text={t.health.never} />;
  }
  // Failing, but not yet so often that it is held back.
  if (breaker === "closed" && since) return <Chip look={["triangle-alert", "amber"]} text={t.health.shaky} />;
  return <Chip look={LOOK[breaker]!} text={t.health.breaker[breaker]!} />;
}

/** One line about it for the list. */
export function HealthLine({ health }: { health: Health }) {
  const { t } = useWords();
  const { failing_since: since, last_success_at: success } = health;
  if (since) {
    return (
      <>
        {t.health.since} <At at={since} />
      </>
    );
  }
  return success ? <Ago at={success} /> : null;
}

/** What is wrong and what it means for the events, where something is. */
export function Trouble({ partner }: { partner: Partner }) {
  const { t } = useWords();
  const { health, state, disabled_reason: reason } = partner;
  const said = (): [tone: "bad" | "warn", text: string] | null => {
    if (state === "disabled") return ["bad", `${(reason && t.health.disabled[reason]) ?? reason ?? ""} ${t.health.kept}`];
    if (state === "paused") return ["warn", t.act.pauseHint];
    if (health.breaker !== "closed") return ["bad", t.health.open];
    if (health.failing_since) return ["warn", t.health.failing];
    return health.is_slowed ? ["warn", t.health.slowed] : null;
  };
  const trouble = said();
  return (
    trouble && (
      <p class="banner" data-tone={trouble[0]}>
        <Icon name="triangle-alert" />
        {trouble[1]}
      </p>
    )
  );
}

/** How an integration fares, in full. */
export function HealthFacts({ health }: { health: Health }) {
  const { t } = useWords();
  const at = (when: string | null) => when && <At at={when} />;
  return (
    <Facts
      rows={[
        [t.health.failingSince, at(health.failing_since)],
        [t.health.row, health.failures_in_row || null],
        [t.health.opened, health.breaker === "closed" ? null : at(health.opened_at)],
        [t.health.probe, health.breaker === "closed" ? null : at(health.next_probe_at)],
        [t.health.lastSuccess, at(health.last_success_at)],
        [t.health.lastFailure, at(health.last_failure_at)],
      ]}
    />
  );
}
