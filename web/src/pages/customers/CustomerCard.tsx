import { useState } from "preact/hooks";
import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import type { Customer } from "../../api/types.ts";
import { money, phone } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { address } from "../../lib/url.ts";
import { StatusChip } from "../../ui/Chip.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { Bone, Failure } from "../../ui/States.tsx";
import { Ago, At } from "../../ui/Time.tsx";
import { CustomerForm } from "./CustomerForm.tsx";
import { EraseDialog } from "./EraseDialog.tsx";

const MOST = 20;

/** One customer: who it is, what they allowed, what was done for them. */
export function CustomerCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const one = useApi("GET /v1/customers/{customer_id}", { path: { customer_id: id } });
  return (
    <Dialog shape="side" light onClose={onClose} title={one.data?.name ?? t.customers.one}>
      <div class="dialog-body card">
        {one.data ? (
          <Body customer={one.data} />
        ) : one.error ? (
          <Failure error={one.error} onRetry={() => void one.refetch()} />
        ) : (
          <Bone width="70%" height={160} />
        )}
      </div>
    </Dialog>
  );
}

function Body({ customer }: { customer: Customer }) {
  const { t } = useWords();
  const [opened, setOpened] = useState<"edit" | "erase" | null>(null);
  const mayEdit = useMay("customers:write");
  const mayErase = useMay("customers:erase");
  const close = (): void => setOpened(null);
  return (
    <>
      {customer.erased_at ? (
        <p class="banner" data-tone="warn">
          <Icon name="info" />
          <span>
            {t.customers.erased} <At at={customer.erased_at} />
          </span>
        </p>
      ) : (
        (mayEdit || mayErase) && (
          <div class="moves">
            {mayEdit && (
              <button type="button" class="button small" onClick={() => setOpened("edit")}>
                <Icon name="pencil" size={14} />
                {t.card.edit}
              </button>
            )}
            {mayErase && (
              <button type="button" class="button small danger" onClick={() => setOpened("erase")}>
                <Icon name="trash-2" size={14} />
                {t.customers.erase}
              </button>
            )}
          </div>
        )
      )}
      <CustomerFacts customer={customer} />
      <Consents customer={customer} />
      <Orders id={customer.id} />
      {opened === "edit" && <CustomerForm customer={customer} onClose={close} />}
      {opened === "erase" && <EraseDialog customer={customer} onClose={close} />}
    </>
  );
}

function CustomerFacts({ customer }: { customer: Customer }) {
  const { t } = useWords();
  const phones = customer.phones?.map((one) => (
    <a key={one} class="fact-line" href={`tel:${one}`}>
      {phone(one)}
    </a>
  ));
  const places = customer.addresses?.map((one) => (
    <span key={one.text} class="fact-line">
      {[one.text, one.entrance && t.customers.entrance(one.entrance), one.floor && t.customers.floor(one.floor), one.apartment]
        .filter(Boolean)
        .join(", ")}
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
        [t.customers.external, customer.external_id],
        [t.customers.crm, customer.crm_1c_id],
        [t.customers.notes, customer.notes],
        [t.customers.since, <Ago at={customer.created_at} />],
      ]}
    />
  );
}

function Consents({ customer: { consents = [] } }: { customer: Customer }) {
  const { t } = useWords();
  return (
    <section>
      <h3>{t.customers.consents}</h3>
      {consents.length === 0 ? (
        <p class="muted">{t.customers.noConsents}</p>
      ) : (
        <ul class="rows">
          {consents.map((one) => (
            <li key={one.given_at}>
              <span>
                {t.customers.consentText(one.text_version)}
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
            </li>
          ))}
        </ul>
      )}
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
