import { useState } from "preact/hooks";
import { useMay } from "../../api/me.ts";
import { setQuery, usePlace } from "../../lib/url.ts";
import { toast } from "../../ui/Toasts.tsx";
import { useWords } from "../../lib/i18n.ts";
import { IntegrationList } from "./IntegrationList.tsx";
import { IntegrationCard, IntegrationForm } from "./later.ts";
import { SecretDialog } from "./SecretDialog.tsx";

interface Shown {
  secret: string | null;
  /** Opened afterwards: a card that comes later would lie on top of the key. */
  next?: string;
}

/** Who listens to events; the opened one is in the address. */
export function IntegrationsTab() {
  const { t } = useWords();
  const { query } = usePlace();
  const mayCreate = useMay("integrations:write");
  // The only copy of a signing key in the page; it goes when the dialog closes. Null was shown before.
  const [shown, setShown] = useState<Shown | null>(null);
  const opened = query.get("integration");
  return (
    <>
      <IntegrationList />
      {opened && (
        <IntegrationCard
          key={opened}
          id={opened}
          onShown={(secret) => setShown({ secret })}
          onClose={() => setQuery({ integration: null })}
        />
      )}
      {mayCreate && query.has("new") && (
        <IntegrationForm
          record={null}
          onCreated={(made, secret) => {
            const hasKey = made.secrets.length > 0;
            setQuery({ new: null, integration: hasKey ? null : made.id }, { replace: true });
            if (hasKey) setShown({ secret, next: made.id });
            else toast(t.integrations.saved(made.name));
          }}
          onClose={() => setQuery({ new: null }, { replace: true })}
        />
      )}
      {shown && (
        <SecretDialog
          secret={shown.secret}
          onClose={() => {
            setShown(null);
            if (shown.next) setQuery({ integration: shown.next }, { replace: true });
          }}
        />
      )}
    </>
  );
}
