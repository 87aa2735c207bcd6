import { usePermissions } from "../../api/me.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { address, setQuery, usePlace } from "../../lib/url.ts";
import { Icon } from "../../ui/Icon.tsx";
import { lazy } from "../../ui/Lazy.tsx";
import { Link } from "../../ui/Link.tsx";
import { PageHead } from "../../ui/Shell.tsx";

const TABS = ["keys", "integrations", "suppressions", "log"] as const;
type Tab = (typeof TABS)[number];

/** Each tab is a file of its own: whoever reads the log needs no forms. */
const INSIDE = {
  keys: lazy(() => import("../keys/KeysTab.tsx").then((file) => file.KeysTab), "access", "record"),
  integrations: lazy(() => import("./IntegrationsTab.tsx").then((file) => file.IntegrationsTab), "channels"),
  suppressions: lazy(() => import("./SuppressionsTab.tsx").then((file) => file.SuppressionsTab), "channels"),
  log: lazy(() => import("./log/LogTab.tsx").then((file) => file.LogTab), "log"),
};

function nameOf(tab: Tab, t: Messages): string {
  return {
    keys: t.integrations.keys.tab,
    integrations: t.integrations.list,
    suppressions: t.integrations.suppressions,
    log: t.integrations.log,
  }[tab];
}

function hintOf(tab: Tab, t: Messages): string {
  return { keys: t.integrations.keys.hint, suppressions: t.integrations.suppressionsHint, integrations: "", log: "" }[tab] || t.integrations.subtitle;
}

/** Keys, integrations, who is not written to, and the log: tabs, filters and opened rows are in the address. */
export function IntegrationsPage() {
  const { t } = useWords();
  const { query } = usePlace();
  const may = usePermissions();
  const tabs = TABS.filter((one) => may(one === "keys" ? "keys:read" : "integrations:read"));
  const tab = tabs.find((one) => one === query.get("tab")) ?? tabs[0] ?? "integrations";
  const isMadeHere = tab === "keys" || tab === "integrations";
  const mayCreate = isMadeHere && may(tab === "keys" ? "keys:write" : "integrations:write");
  const Inside = INSIDE[tab];
  return (
    <>
      <PageHead title={t.integrations.title} subtitle={hintOf(tab, t)}>
        {mayCreate && (
          <button type="button" class="button primary" onClick={() => setQuery({ new: "1" })}>
            <Icon name="plus" />
            {tab === "keys" ? t.integrations.keys.create : t.integrations.create}
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
      <Inside />
    </>
  );
}
