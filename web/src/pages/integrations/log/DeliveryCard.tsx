import { useRef } from "preact/hooks";
import { api } from "../../../api/client.ts";
import { refresh, refreshSoon, useApi } from "../../../api/data.ts";
import { useMay } from "../../../api/me.ts";
import { useMutation } from "../../../api/mutation.ts";
import type { Attempt, Delivery } from "../../../api/types.ts";
import { bytes, duration } from "../../../lib/format.ts";
import { useWords } from "../../../lib/i18n.ts";
import { address, patched, setQuery, usePlace } from "../../../lib/url.ts";
import { DeliveryChip } from "../../../ui/Chip.tsx";
import { Facts } from "../../../ui/Facts.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { Link } from "../../../ui/Link.tsx";
import { Sheet } from "../../../ui/Sheet.tsx";
import { explain } from "../../../ui/problems.ts";
import { At } from "../../../ui/Time.tsx";
import { toast } from "../../../ui/Toasts.tsx";
import { Answer, Exchange, Fault, whyAgain } from "../Exchange.tsx";
import { TimingBar } from "../Timing.tsx";

const LIVE_MS = 3000;

/** One delivery with all its attempts. */
export function DeliveryCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const delivery = useApi(
    "GET /v1/deliveries/{delivery_id}",
    { path: { delivery_id: id } },
    { every: (data) => (data && data.finished_at === null ? LIVE_MS : false) },
  );
  return (
    <Sheet title={t.log.title} of={delivery} onClose={onClose}>
      {(data) => <Body delivery={data} />}
    </Sheet>
  );
}

function Body({ delivery }: { delivery: Delivery }) {
  const { t } = useWords();
  const { path, query } = usePlace();
  const { order_id: order, order_number: number, provider_status: provider } = delivery;
  const attempts = [...delivery.attempts].reverse();
  const other = (id: string): string => address(path, patched(query, { delivery: id }));
  return (
    <>
      <div class="card-head">
        <span class="card-marks">
          <DeliveryChip state={delivery.state} />
          <span class="muted">{t.log.attemptsCount(delivery.attempt_count)}</span>
        </span>
        <p class="card-title mono">{delivery.event_type}</p>
      </div>
      <Resend delivery={delivery} />
      <Facts
        rows={[
          [t.log.held, delivery.held_because && (t.log.holds[delivery.held_because] ?? delivery.held_because)],
          [t.log.waits, delivery.waits_because && (t.log.ends[delivery.waits_because] ?? delivery.waits_because)],
          [t.log.ended, delivery.ended_because && (t.log.ends[delivery.ended_because] ?? delivery.ended_because)],
          [t.log.integration, delivery.integration_name],
          [t.log.recipient, delivery.recipient],
          [t.log.order, order && <Link href={address("/orders", { order })}>{number ?? t.log.openOrder}</Link>],
          [t.log.time, <At at={delivery.created_at} />],
          [t.log.due, delivery.due_at && <At at={delivery.due_at} />],
          [t.log.finished, delivery.finished_at && <At at={delivery.finished_at} />],
          [t.log.provider, provider && `${t.log.providers[provider.state] ?? provider.state} (${provider.code})`],
          [t.log.eventId, <code class="wrap">{delivery.event_id}</code>],
          [t.log.resendOf, delivery.resend_of && <Link href={other(delivery.resend_of)}>{t.log.firstDelivery}</Link>],
          [
            t.log.ofJob,
            delivery.replay_id && (
              <Link href={address(path, { tab: "log", view: "replays", run: delivery.replay_id })}>{t.log.openJob}</Link>
            ),
          ],
        ]}
      />
      {delivery.skipped_ahead && <p class="muted">{t.log.skippedAhead}</p>}
      <section>
        <h3>{t.log.attempts}</h3>
        {attempts.length === 0 && <p class="muted">{t.log.noAttempts}</p>}
        {attempts.map((attempt, index) => (
          <AttemptView key={attempt.number} attempt={attempt} open={index === 0} />
        ))}
      </section>
      {delivery.again.length > 0 && (
        <section>
          <h3>{t.log.again}</h3>
          <ul class="rows">
            {delivery.again.map((each) => (
              <li key={each.id}>
                {each.id === delivery.id ? <At at={each.created_at} /> : <Link href={other(each.id)}><At at={each.created_at} /></Link>}
                <DeliveryChip state={each.state} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** What is over, or held, can go once more: as a delivery of its own, under the same event id. */
const RESENDABLE: readonly Delivery["state"][] = ["delivered", "failed", "held"];

function Resend({ delivery }: { delivery: Delivery }) {
  const { t } = useWords();
  const mayWrite = useMay("integrations:write");
  const key = useRef<string>(crypto.randomUUID());
  const resend = useMutation({
    mutationFn: () =>
      api("POST /v1/deliveries/{delivery_id}/resend", {
        path: { delivery_id: delivery.id },
        // Pressed again because no answer came, it is the same request.
        idempotencyKey: key.current,
      }),
    onSuccess: (made) => {
      key.current = crypto.randomUUID();
      toast(t.log.resent);
      refresh("GET /v1/deliveries/{delivery_id}");
      refreshSoon("GET /v1/deliveries", "GET /v1/deliveries/{delivery_id}", "GET /v1/undelivered");
      setQuery({ delivery: made.id });
    },
    onError: (error) => toast(explain(error), "bad"),
  });
  if (!mayWrite || !RESENDABLE.includes(delivery.state)) return null;
  return (
    <div class="moves">
      <button type="button" class="button small" disabled={resend.isPending} onClick={() => resend.mutate()}>
        <Icon name="send" size={14} />
        {t.log.resend}
      </button>
    </div>
  );
}

function AttemptView({ attempt, open }: { attempt: Attempt; open: boolean }) {
  const { t, lang } = useWords();
  const good = attempt.status !== null && attempt.status < 300;
  return (
    <details class="attempt" open={open}>
      <summary>
        <span class="tone" data-tone={good ? "green" : "red"}>
          <Icon name={good ? "circle-check" : "circle-x"} />
        </span>
        <strong>{t.log.attempt(attempt.number)}</strong>
        <Answer status={attempt.status} />
        <span class="muted attempt-when">
          <At at={attempt.started_at} /> · {duration(attempt.duration_ms, lang)}
        </span>
        <Icon name="chevron-down" />
      </summary>
      <Facts
        rows={[
          [t.log.error, attempt.error && <Fault error={attempt.error} code={attempt.error_class} />],
          [t.log.next, attempt.next_attempt_at && <At at={attempt.next_attempt_at} />],
          [t.log.why, whyAgain(attempt.retry_reason, t)],
          [t.log.size, bytes(attempt.bytes_sent, lang)],
          [t.log.received, bytes(attempt.bytes_received, lang)],
          [t.integrations.url, attempt.url && <code class="wrap">{attempt.url}</code>],
          [t.log.remote, attempt.remote_ip && <code>{attempt.remote_ip}</code>],
          [t.log.attempts, (attempt.tries ?? 1) > 1 && t.log.twice],
        ]}
      />
      {attempt.timing && <TimingBar timing={attempt.timing} />}
      <Exchange sides={attempt} />
    </details>
  );
}
