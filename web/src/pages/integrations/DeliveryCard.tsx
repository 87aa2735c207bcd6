import type { ComponentChildren } from "preact";
import { useApi } from "../../api/data.ts";
import type { Attempt, Delivery } from "../../api/types.ts";
import { bytes, duration } from "../../lib/format.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { pretty } from "../../lib/pretty.ts";
import { address } from "../../lib/url.ts";
import { DeliveryChip } from "../../ui/Chip.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { Bone, Failure } from "../../ui/States.tsx";
import { At } from "../../ui/Time.tsx";
import { Answer } from "./DeliveryLog.tsx";

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
    <Dialog shape="side" light onClose={onClose} title={t.log.title}>
      <div class="dialog-body card">
        {delivery.data ? (
          <Body delivery={delivery.data} />
        ) : delivery.error ? (
          <Failure error={delivery.error} onRetry={() => void delivery.refetch()} />
        ) : (
          <div class="bones" role="status" aria-label={t.states.loading}>
            <Bone width="45%" height={22} />
            {[0, 1, 2, 3, 4, 5].map((row) => (
              <Bone key={row} width={row % 2 ? "60%" : "85%"} />
            ))}
          </div>
        )}
      </div>
    </Dialog>
  );
}

function Facts({ rows }: { rows: [string, ComponentChildren][] }) {
  return (
    <dl class="facts">
      {rows
        .filter(([, value]) => value !== null && value !== undefined && value !== "")
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

function Body({ delivery }: { delivery: Delivery }) {
  const { t } = useWords();
  const { order_id: order, order_number: number } = delivery;
  const attempts = [...delivery.attempts].reverse();
  return (
    <>
      <div class="card-head">
        <span class="card-marks">
          <DeliveryChip state={delivery.state} />
          <span class="muted">{t.log.attemptsCount(delivery.attempt_count)}</span>
        </span>
        <p class="card-title mono">{delivery.event_type}</p>
      </div>
      <Facts
        rows={[
          [t.log.integration, delivery.integration_name],
          [t.log.order, order && <Link href={address("/orders", { order })}>{number ?? t.log.openOrder}</Link>],
          [t.log.time, <At at={delivery.created_at} />],
          [t.log.due, delivery.due_at && <At at={delivery.due_at} />],
          [t.log.finished, delivery.finished_at && <At at={delivery.finished_at} />],
          [t.log.eventId, <code class="wrap">{delivery.event_id}</code>],
        ]}
      />
      <section>
        <h3>{t.log.attempts}</h3>
        {attempts.length === 0 && <p class="muted">{t.log.noAttempts}</p>}
        {attempts.map((attempt, index) => (
          <AttemptView key={attempt.number} attempt={attempt} open={index === 0} />
        ))}
      </section>
    </>
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
          [t.log.error, attempt.error && <Fault attempt={attempt} />],
          [t.log.next, attempt.next_attempt_at && <At at={attempt.next_attempt_at} />],
          [t.log.why, whyAgain(attempt.retry_reason, t)],
          [t.log.size, bytes(attempt.bytes_sent, lang)],
          [t.log.received, bytes(attempt.bytes_received, lang)],
          [t.integrations.url, attempt.url && <code class="wrap">{attempt.url}</code>],
        ]}
      />
      {attempt.request_headers && <Code title={t.log.headers} text={headerLines(attempt.request_headers)} />}
      {attempt.request_body != null && <Code title={t.log.body} text={pretty(attempt.request_body)} />}
      {attempt.response_body != null && <Code title={t.log.response} text={pretty(attempt.response_body)} />}
    </details>
  );
}

/** The code in our words; the server's own below them, which name the host and the step. */
function Fault({ attempt: { error, error_class: code } }: { attempt: Attempt }) {
  const { t } = useWords();
  const known = code ? t.log.faults[code] : undefined;
  return (
    <>
      <span class="bad">{known ?? error}</span>
      {known && <small class="fault muted">{error}</small>}
    </>
  );
}

/** Why the next attempt is when it is; retry.py says it in these forms. */
function whyAgain(reason: string | null | undefined, t: Messages): string | null | undefined {
  const step = /^step (\d+) of (\d+)$/.exec(reason ?? "");
  if (step) return t.log.retryStep(step[1]!, step[2]!);
  return reason === "retry-after" ? t.log.retryAsked : reason;
}

function headerLines(headers: object): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join("\n");
}

function Code({ title, text }: { title: string; text: string }) {
  const { t } = useWords();
  return (
    <figure class="code">
      <figcaption>{title}</figcaption>
      <pre tabIndex={0}>{text || <span class="muted">{t.log.emptyBody}</span>}</pre>
    </figure>
  );
}
