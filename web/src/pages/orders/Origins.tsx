import { useApi } from "../../api/data.ts";
import type { Routes } from "../../api/schema.ts";
import type { Order } from "../../api/types.ts";
import { number } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { Facts } from "../../ui/Facts.tsx";
import { Link } from "../../ui/Link.tsx";
import { Bone } from "../../ui/States.tsx";
import { At } from "../../ui/Time.tsx";

type Origins = Routes["GET /v1/orders/{order_id}/origins"]["answer"];

function useOrigins({ id }: Order) {
  return useApi("GET /v1/orders/{order_id}/origins", { path: { order_id: id } });
}

/** Which order it comes from; a link for those alone who may open it. */
export function OriginName({ order, link }: { order: Order; link: keyof Origins }) {
  const { t } = useWords();
  const { data, error } = useOrigins(order);
  const origin = data?.[link];
  const href = `/orders?order=${order[link]}`;
  if (origin) {
    const name = t.orders.open(origin.number);
    return origin.is_readable ? <Link href={href}>{name}</Link> : <>{name}</>;
  }
  if (data) return <span class="muted">{t.derive.origin}</span>;
  return error ? <Link href={href}>{t.derive.origin}</Link> : <Bone width={90} />;
}

/** What was done before, for those who do it over and may not open that order. */
export function WorkBefore({ order }: { order: Order }) {
  const { t, lang } = useWords();
  const done = useOrigins(order).data?.rework_of;
  if (!done || done.is_readable) return null;
  return (
    <section>
      <h3>{t.derive.before}</h3>
      <p class="prose">{done.title}</p>
      <Facts
        rows={[
          [t.card.completed, done.completed_at && <At at={done.completed_at} />],
          [t.derive.type, t.orderTypes[done.type] ?? done.type],
          [t.card.outcome, done.outcome && t.outcome[done.outcome]],
        ]}
      />
      {done.items.length > 0 && (
        <table class="items">
          <tbody>
            {done.items.map((line, index) => (
              <tr key={index}>
                <th scope="row">
                  {line.name}
                  <small>{[t.kinds[line.kind], line.sku].filter(Boolean).join(" · ")}</small>
                </th>
                <td>{[number(Number(line.qty), lang), line.unit].filter(Boolean).join(" ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
