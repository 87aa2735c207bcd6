import { useEffect, useState } from "preact/hooks";
import { config } from "../../api/config.ts";
import { useMe } from "../../api/me.ts";
import type { Order } from "../../api/types.ts";
import { instant, phone, span } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { Facts } from "../../ui/Facts.tsx";
import { LineTable } from "./Lines.tsx";

/** Tell whether the page is on its way to a printer. */
function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(() => matchMedia("print").matches);
  useEffect(() => {
    const media = matchMedia("print");
    const look = (): void => setPrinting(media.matches);
    const begin = (): void => setPrinting(true);
    media.addEventListener("change", look);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", look);
    return () => {
      media.removeEventListener("change", look);
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", look);
    };
  }, []);
  return isPrinting;
}

/** The order on paper: what was agreed, what it comes to, and who signs for it. There for a printer only. */
export function Paper({ order }: { order: Order }) {
  return usePrinting() ? <Sheet order={order} /> : null;
}

function Sheet({ order }: { order: Order }) {
  const { t, lang } = useWords();
  const { zone } = config().company;
  const at = (moment: string, style: "date" | "dated" = "dated"): string => instant(moment, lang, zone, style);
  const { customer } = order;
  const company = useMe()?.company;
  const below = [company?.requisites, company?.address, company?.phone].filter(Boolean).join(" · ");
  return (
    <article class="paper">
      {company?.name && <p class="card-title">{company.name}</p>}
      {below && <p>{below}</p>}
      <h2>{t.card.paper(order.number, at(order.created_at, "date"))}</h2>
      <p class="card-title">{order.title}</p>
      <Facts
        rows={[
          [t.card.customer, order.customer_name],
          [t.card.taxId, [customer.inn, customer.kpp].filter(Boolean).join(" / ")],
          [t.card.phone, order.phone && phone(order.phone)],
          [t.card.address, customer.address],
          [t.card.technician, order.technician_name],
          [t.card.planned, order.scheduled_start && (order.scheduled_end ? span(order.scheduled_start, order.scheduled_end, lang, zone, "dated") : at(order.scheduled_start))],
          [t.card.completed, order.completed_at && at(order.completed_at)],
          [t.card.outcome, order.outcome && t.outcome[order.outcome]],
        ]}
      />
      {order.description && <p class="prose">{order.description}</p>}
      {order.items.length > 0 && <LineTable order={order} />}
      <p>{t.card.accepted}</p>
      <p class="signs">
        <span>{t.card.technician}</span>
        <span>{t.card.customer}</span>
      </p>
    </article>
  );
}
