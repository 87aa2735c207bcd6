import { useApi } from "../../api/data.ts";
import type { DeliveryRow, Order } from "../../api/types.ts";
import { duration } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { address } from "../../lib/url.ts";
import { DeliveryChip } from "../../ui/Chip.tsx";
import { Link } from "../../ui/Link.tsx";
import { explain } from "../../ui/problems.ts";
import { Bone } from "../../ui/States.tsx";
import { At } from "../../ui/Time.tsx";
import { Answer } from "../integrations/Exchange.tsx";

const MOST = 10;
const LIVE_MS = 3000;

/** What partners were told of an order and how that went; the log has all of it. */
export function Deliveries({ order }: { order: Order }) {
  const { t } = useWords();
  const { data, error } = useApi(
    "GET /v1/deliveries",
    { query: { order: order.id, limit: MOST } },
    { every: (page) => (page?.items.some((row) => !row.finished_at) ? LIVE_MS : false) },
  );
  return (
    <section>
      <header class="section-head">
        <h3>{t.log.ofOrder}</h3>
        {data && data.items.length > 0 && (
          <Link class="button small" href={address("/integrations", { tab: "log", q: order.number })}>
            {t.log.toLog}
          </Link>
        )}
      </header>
      {data ? (
        data.items.length === 0 && <p class="muted">{t.log.noneOfOrder}</p>
      ) : error ? (
        <p class="muted">{explain(error)}</p>
      ) : (
        <Bone width="90%" height={60} />
      )}
      <ul class="rows deliveries">
        {data?.items.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
      {data?.next_cursor && <p class="muted">{t.log.moreOfOrder(MOST)}</p>}
    </section>
  );
}

function Row({ row }: { row: DeliveryRow }) {
  const { t, lang } = useWords();
  const last = row.attempts.at(-1);
  return (
    <li>
      <span>
        <Link href={address("/integrations", { tab: "log", delivery: row.id })}>{row.event_type}</Link>
        <small>
          {row.integration_name} · <At at={row.created_at} />
        </small>
      </span>
      <span class="sla-state">
        <DeliveryChip state={row.state} />
        {last && (
          <small>
            {t.log.attemptsCount(row.attempt_count)} · <Answer status={last.status} /> · {duration(last.duration_ms, lang)}
          </small>
        )}
      </span>
    </li>
  );
}
