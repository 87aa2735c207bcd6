import { useState } from "preact/hooks";
import { exportCustomer } from "../../api/customers.ts";
import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import { useMutation } from "../../api/mutation.ts";
import type { Customer } from "../../api/types.ts";
import { money, phone } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { saveAs } from "../../lib/saving.ts";
import { address } from "../../lib/url.ts";
import { ChatLinks } from "../../ui/ChatLinks.tsx";
import { ConsentChip, StatusChip } from "../../ui/Chip.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { explain } from "../../ui/problems.ts";
import { Bone, Failure } from "../../ui/States.tsx";
import { Ago, At } from "../../ui/Time.tsx";
import { toast } from "../../ui/Toasts.tsx";
import { channelOf, ConsentsForm } from "./ConsentsForm.tsx";
import { CustomerForm } from "./CustomerForm.tsx";
import { EraseDialog } from "./EraseDialog.tsx";
import { placeOf } from "./place.ts";

const MOST = 20;

/** One customer: who it is, what they allowed, what was done for them. */
export function CustomerCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const one = useApi("GET /v1/customers/{customer_id}", { path: { customer_id: id } });
  return (
    <Sheet title={one.data?.name ?? t.customers.one} of={one} onClose={onClose}>
      {(customer) => <Body customer={customer} />}
    </Sheet>
  );
}

function Body({ customer }: { customer: Customer }) {
  const { t } = useWords();
  const mayReadChats = useMay("customers:read");
  return (
    <>
      {customer.erased_at && (
        <p class="banner" data-tone="warn">
          <Icon name="info" />
          <span>
            {t.customers.erased} <At at={customer.erased_at} />
          </span>
        </p>
      )}
      <Tools customer={customer} />
      <CustomerFacts customer={customer} />
      <Consents customer={customer} />
      {mayReadChats && !customer.erased_at && <ChatLinks whose="customers" id={customer.id} />}
      <Orders id={customer.id} />
    </>
  );
}

function Tools({ customer }: { customer: Customer }) {
  const { t } = useWords();
  const [opened, setOpened] = useState<"edit" | "erase" | null>(null);
  const mayEdit = useMay("customers:write") && !customer.erased_at;
  const mayErase = useMay("customers:erase");
  const close = (): void => setOpened(null);
  const gather = useMutation({
    mutationFn: () => exportCustomer(customer.id),
    onSuccess: (held) => saveAs(`naryad-${customer.id}.json`, JSON.stringify(held, null, 2), "application/json"),
    onError: (error) => toast(explain(error), "bad"),
  });
  if (!mayEdit && !mayErase) return null;
  return (
    <div class="moves">
      {mayEdit && (
        <button type="button" class="button small" onClick={() => setOpened("edit")}>
          <Icon name="pencil" size={14} />
          {t.card.edit}
        </button>
      )}
      {mayErase && (
        <button type="button" class="button small" disabled={gather.isPending} onClick={() => gather.mutate()}>
          <Icon name="file-down" size={14} />
          {gather.isPending ? t.customers.gathering : t.customers.export}
        </button>
      )}
      {mayErase && !customer.erased_at && (
        <button type="button" class="button small danger" onClick={() => setOpened("erase")}>
          <Icon name="trash-2" size={14} />
          {t.customers.erase}
        </button>
      )}
      {opened === "edit" && <CustomerForm customer={customer} onClose={close} />}
      {opened === "erase" && <EraseDialog customer={customer} onClose={close} />}
    </div>
  );
}

function CustomerFacts({ customer }: { customer: Customer }) {
  const { t } = useWords();
  const phones = customer.phones?.map((one) => (
    <a key={one} class="fact-line" href={`tel:${one}`}>
      {phone(one)}
    </a>
  ));
  const places = customer.addresses?.map((one, index) => (
    <span key={index} class="fact-line">
      {placeOf(one, t)}
      {one.note && <small class="fact-line muted">{one.note}</small>}
    </span>
  ));
  return (
    <Facts
      rows={[
        [t.customers.kind, t.customers.kinds[customer.kind ?? "person"]],
        [t.customers.phones, phones?.length && phones],
        [t.customers.emails, customer.emails?.join(", ")],
        [t.customers.inn, customer.inn],
        [t.customers.kpp, customer.kpp],
        [t.customers.addresses, places?.length && places],
        [t.customers.language, t.customers.languages[customer.language ?? "ru"]],
        [t.customers.notifications_enabled, customer.notifications_enabled === false && t.customers.notified.false],
        [t.customers.tags, customer.tags?.join(", ")],
        [t.customers.external_id, customer.external_id],
        [t.customers.crm_1c_id, customer.crm_1c_id],
        [t.customers.notes, customer.notes],
        [t.customers.since, <Ago at={customer.created_at} />],
      ]}
    />
  );
}

function Consents({ customer }: { customer: Customer }) {
  const { t } = useWords();
  const { consents = [] } = customer;
  const [isOpen, setOpen] = useState(false);
  const mayEdit = useMay("customers:write") && !customer.erased_at;
  return (
    <section>
      <header class="section-head">
        <h3>{t.customers.consents}</h3>
        {mayEdit && (
          <button type="button" class="button small" onClick={() => setOpen(true)}>
            <Icon name={consents.length > 0 ? "pencil" : "plus"} size={14} />
            {consents.length > 0 ? t.consent.edit : t.consent.add}
          </button>
        )}
      </header>
      {consents.length === 0 ? (
        <p class="muted">{t.customers.noConsents}</p>
      ) : (
        <ul class="rows">
          {consents.map((one, index) => (
            <li key={index}>
              <span>
                {t.customers.consentText(one.text_version)} · {channelOf(one.channel, t)}
                <small>
                  {t.customers.given} <At at={one.given_at} />
                  {one.withdrawn_at && (
                    <>
                      {", "}
                      {t.customers.withdrawn} <At at={one.withdrawn_at} />
                    </>
                  )}
                </small>
              </span>
              <ConsentChip isWithdrawn={Boolean(one.withdrawn_at)} />
            </li>
          ))}
        </ul>
      )}
      {isOpen && <ConsentsForm customer={customer} onClose={() => setOpen(false)} />}
    </section>
  );
}

function Orders({ id }: { id: string }) {
  const { t, lang } = useWords();
  const list = useApi("GET /v1/orders", { query: { customer_id: id, limit: MOST } });
  return (
    <section>
      <h3>{t.customers.orders}</h3>
      {list.data?.items.length === 0 && <p class="muted">{t.customers.noOrders}</p>}
      {list.error && !list.data && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {!list.data && !list.error && <Bone width="90%" height={80} />}
      <ul class="rows">
        {list.data?.items.map((row) => (
          <li key={row.id}>
            <span>
              <Link href={address("/orders", { order: row.id })}>{t.orders.open(row.number)}</Link>
              <small>{row.title}</small>
            </span>
            <span class="sla-state">
              <StatusChip status={row.status} />
              <small>{money(row.total, lang)}</small>
            </span>
          </li>
        ))}
      </ul>
      {list.data?.next_cursor && <p class="muted">{t.customers.moreOrders(MOST)}</p>}
    </section>
  );
}
