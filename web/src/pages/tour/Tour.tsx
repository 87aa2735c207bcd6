import { useEffect } from "preact/hooks";
import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import type { OrderQuery } from "../../api/types.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { useStore } from "../../lib/store.ts";
import { closeTour, openTour, tour } from "../../lib/tour.ts";
import { address } from "../../lib/url.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";

const OVER = ["completed", "closed"] as const;
const TAKEN = ["scheduled", "en_route", "in_progress", "on_hold", ...OVER] as const;

type Name = keyof Messages["tour"]["steps"];

interface Step {
  name: Name;
  isDone: boolean;
  href: string;
}

function useOrders(query: OrderQuery, enabled: boolean) {
  return useApi("GET /v1/orders", { query: { ...query, limit: 1 } }, { enabled });
}

/** What there is already, as the server tells it; undefined until it has. */
function useSteps(): Step[] | undefined {
  const mayConnect = useMay("integrations:write");
  const isOpen = useStore(tour) === "open";
  const done = useOrders({ status: [...OVER] }, true);
  const orders = useOrders({}, isOpen);
  const taken = useOrders({ status: [...TAKEN] }, isOpen);
  const technicians = useApi("GET /v1/technicians", { query: { active: true } }, { enabled: isOpen });
  const partners = useApi("GET /v1/integrations", {}, { enabled: isOpen && mayConnect });
  // Only an empty company is shown the way unasked.
  const isNew = done.data?.items.length === 0;
  const isOld = done.data !== undefined && !isNew;
  useEffect(() => {
    if (tour.get() !== "unknown") return;
    if (isNew) openTour();
    if (isOld) closeTour();
  }, [isNew, isOld]);
  if (!isOpen || !done.data || !orders.data || !taken.data || !technicians.data) return undefined;
  const order = orders.data.items[0];
  const card = order ? address("/orders", { order: order.id }) : "/orders?new=1";
  return [
    { name: "technician", isDone: technicians.data.items.length > 0, href: "/technicians" },
    { name: "order", isDone: order !== undefined, href: "/orders?new=1" },
    { name: "assign", isDone: taken.data.items.length > 0, href: card },
    { name: "complete", isDone: !isNew, href: card },
    ...(mayConnect && partners.data
      ? [{ name: "connect" as const, isDone: partners.data.items.length > 0, href: "/integrations?tab=integrations&new=1" }]
      : []),
  ];
}

/** The way from an empty company to the first completed order and a partner that hears of it. */
export function Tour() {
  const { t } = useWords();
  const steps = useSteps();
  if (!steps) return null;
  const next = steps.find((one) => !one.isDone);
  const done = steps.filter((one) => one.isDone).length;
  return (
    <aside class="tour" aria-labelledby="tour-title">
      <header class="section-head">
        <h2 id="tour-title">{t.tour.title}</h2>
        <small class="muted">{t.tour.done(done, steps.length)}</small>
        <button type="button" class="button quiet square" aria-label={t.tour.close} title={t.tour.close} onClick={closeTour}>
          <Icon name="x" />
        </button>
      </header>
      <progress value={done} max={steps.length} aria-labelledby="tour-title" />
      <ol>
        {steps.map((one) => (
          <li key={one.name} data-done={one.isDone || undefined} aria-current={one === next ? "step" : undefined}>
            <Icon name={one.isDone ? "circle-check" : "circle"} />
            <div>
              {one.isDone ? (
                <>
                  {t.tour.steps[one.name].name} <span class="sr-only">{t.tour.ready}</span>
                </>
              ) : (
                <Link href={one.href}>{t.tour.steps[one.name].name}</Link>
              )}
              {one === next && <small>{t.tour.steps[one.name].hint}</small>}
            </div>
          </li>
        ))}
      </ol>
      <p class="muted">{next ? t.tour.back : t.tour.over}</p>
    </aside>
  );
}
