import { setQuery, usePlace } from "../../lib/url.ts";
import { DeliveryCard } from "./DeliveryCard.tsx";
import { DeliveryLog } from "./DeliveryLog.tsx";

/** What was sent and what came back; filters and the opened delivery are in the address. */
export function LogTab() {
  const { query } = usePlace();
  const delivery = query.get("delivery");
  return (
    <>
      <DeliveryLog />
      {delivery && <DeliveryCard id={delivery} key={delivery} onClose={() => setQuery({ delivery: null })} />}
    </>
  );
}
