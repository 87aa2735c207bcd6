import { useState } from "preact/hooks";
import { usePermissions } from "../../api/me.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { address, setQuery, usePlace } from "../../lib/url.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { PageHead } from "../../ui/Shell.tsx";
import { KeyCard } from "../keys/KeyCard.tsx";
import { KeyForm } from "../keys/KeyForm.tsx";
import { KeyList } from "../keys/KeyList.tsx";
import { KeyShown, type Shown } from "../keys/KeyShown.tsx";
import { DeliveryCard } from "./DeliveryCard.tsx";
import { DeliveryLog } from "./DeliveryLog.tsx";
import { IntegrationList } from "./IntegrationList.tsx";
import { NewIntegrationDialog } from "./NewIntegration.tsx";
import { SecretDialog } from "./SecretDialog.tsx";

const TABS = ["keys", "integrations", "log"] as const;
type Tab = (typeof TABS)[number];

const closeForm = (): void => setQuery({ new: null }, { replace: true });

function nameOf(tab: Tab, t: Messages): string {
  return { keys: t.keys.tab, integrations: t.integrations.list, log: t.integrations.log }[tab];
}

/** Keys, integrations and their log: tabs, filters and opened rows are in the address. */
export function IntegrationsPage() {
  const { t } = useWords();
  const { query } = usePlace();
  const may = usePermissions();
  const tabs = TABS.filter((one) => may(one === "keys" ? "keys:read" : "integrations:read"));
  const tab = tabs.find((one) => one === query.get("tab")) ?? tabs[0] ?? "integrations";
  const mayCreate = tab !== "log" && may(tab === "keys" ? "keys:write" : "integrations:write");
  return (
    <>
      <PageHead title={t.integrations.title} subtitle={tab === "keys" ? t.keys.hint : t.integrations.subtitle}>
        {mayCreate && (
          <button type="button" class="button primary" onClick={() => setQuery({ new: "1" })}>
            <Icon name="plus" />
            {tab === "keys" ? t.keys.create : t.integrations.create}
          </button>
        )}
      </PageHead>
      <nav class="tabs" aria-label={t.integrations.tabs}>
        {tabs.map((one) => (
          <Link key={one} href={address("/integrations", { tab: one })} aria-current={one === tab ? "page" : undefined}>
            {nameOf(one, t)}
          </Link>
        ))}
      </nav>
      {tab === "keys" ? <Keys mayCreate={mayCreate} /> : <Integrations isLog={tab === "log"} mayCreate={mayCreate} />}
    </>
  );
}

function Keys({ mayCreate }: { mayCreate: boolean }) {
  const { query } = usePlace();
  // The only copy of a key in the page; it goes when the dialog closes.
  const [shown, setShown] = useState<Shown | null>(null);
  const opened = query.get("key");
  return (
    <>
      <KeyList />
      {opened && <KeyCard key={opened} id={opened} onShown={setShown} onClose={() => setQuery({ key: null })} />}
      {mayCreate && query.has("new") && (
        <KeyForm record={null} onIssued={(issued) => setShown({ issued })} onClose={closeForm} />
      )}
      {shown && <KeyShown shown={shown} onClose={() => setShown(null)} />}
    </>
  );
}

function Integrations({ isLog, mayCreate }: { isLog: boolean; mayCreate: boolean }) {
  const { query } = usePlace();
  const [secret, setSecret] = useState<string | null>(null);
  const delivery = query.get("delivery");
  return (
    <>
      {isLog ? <DeliveryLog /> : <IntegrationList />}
      {delivery && <DeliveryCard id={delivery} key={delivery} onClose={() => setQuery({ delivery: null })} />}
      {mayCreate && query.has("new") && (
        <NewIntegrationDialog
          onClose={closeForm}
          onCreated={(created) => {
            setSecret(created);
            closeForm();
          }}
        />
      )}
      {secret && <SecretDialog secret={secret} onClose={() => setSecret(null)} />}
    </>
  );
}
