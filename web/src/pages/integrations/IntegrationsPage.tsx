import { useState } from "preact/hooks";
import { useMay } from "../../api/me.ts";
import { useWords } from "../../lib/i18n.ts";
import { address, setQuery, usePlace } from "../../lib/url.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { PageHead } from "../../ui/Shell.tsx";
import { DeliveryCard } from "./DeliveryCard.tsx";
import { DeliveryLog } from "./DeliveryLog.tsx";
import { IntegrationList } from "./IntegrationList.tsx";
import { NewIntegrationDialog } from "./NewIntegration.tsx";
import { SecretDialog } from "./SecretDialog.tsx";

/** Integrations and their log: tabs, filters and opened rows are in the address. */
export function IntegrationsPage() {
  const { t } = useWords();
  const { query } = usePlace();
  // The only copy of the secret in the page; it goes when the dialog closes.
  const [secret, setSecret] = useState<string | null>(null);
  const mayManage = useMay("integrations:write");
  const log = query.get("tab") === "log";
  const delivery = query.get("delivery");
  const tabs = [
    { href: "/integrations", name: t.integrations.list, here: !log },
    { href: address("/integrations", { tab: "log" }), name: t.integrations.log, here: log },
  ];
  return (
    <>
      <PageHead title={t.integrations.title} subtitle={t.integrations.subtitle}>
        {mayManage && (
          <button type="button" class="button primary" onClick={() => setQuery({ new: "1" })}>
            <Icon name="plus" />
            {t.integrations.create}
          </button>
        )}
      </PageHead>
      <nav class="tabs" aria-label={t.integrations.tabs}>
        {tabs.map((tab) => (
          <Link key={tab.href} href={tab.href} aria-current={tab.here ? "page" : undefined}>
            {tab.name}
          </Link>
        ))}
      </nav>
      {log ? <DeliveryLog /> : <IntegrationList />}
      {delivery && <DeliveryCard id={delivery} key={delivery} onClose={() => setQuery({ delivery: null })} />}
      {mayManage && query.has("new") && (
        <NewIntegrationDialog
          onClose={() => setQuery({ new: null }, { replace: true })}
          onCreated={(created) => {
            setSecret(created);
            setQuery({ new: null }, { replace: true });
          }}
        />
      )}
      {secret && <SecretDialog secret={secret} onClose={() => setSecret(null)} />}
    </>
  );
}
