import type { Entry } from "../../api/access.ts";
import { useApi } from "../../api/data.ts";
import { usePermissions, type Permission } from "../../api/me.ts";
import { useWords } from "../../lib/i18n.ts";
import { address, usePlace } from "../../lib/url.ts";
import { AccessLog } from "../../ui/AccessLog.tsx";
import { Pager } from "../../ui/DataTable.tsx";
import { Link } from "../../ui/Link.tsx";
import { Bone, Failure } from "../../ui/States.tsx";

const KEPT_MS = 60_000;

/** Names of keys and users by id, as they are called now. */
function useNames(may: (permission: Permission) => boolean): Map<string, string> {
  const keys = useApi("GET /v1/keys", {}, { staleTime: KEPT_MS, enabled: may("keys:read") });
  const users = useApi("GET /v1/users", {}, { staleTime: KEPT_MS, enabled: may("users:read") });
  return new Map([
    ...(keys.data?.items ?? []).map((one) => [one.id, one.name] as const),
    ...(users.data?.items ?? []).map((one) => [one.id, one.name || one.email] as const),
  ]);
}

/** Every change of keys, roles and users. */
export function History() {
  const { t } = useWords();
  const { query } = usePlace();
  const may = usePermissions();
  const names = useNames(may);
  const cursor = query.get("cursor");
  const list = useApi("GET /v1/audit", { query: cursor ? { cursor } : {} }, { keep: true });
  const subjectOf = ({ subject, subject_name: then, action }: Entry) => {
    const isKey = action.startsWith("key.");
    if (action.startsWith("company.")) return <Link href="/settings/company">{then || t.nav.company}</Link>;
    // Who is in neither list, or may not be looked up, is named as they were called then.
    const name = names.get(subject) ?? (then || subject);
    if (!may(isKey ? "keys:read" : "users:read")) return name;
    const to = isKey ? address("/integrations", { tab: "keys", key: subject }) : address("/settings/users", { user: subject });
    return <Link href={to}>{name}</Link>;
  };
  if (list.error && !list.data) {
    return (
      <section class="panel">
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      </section>
    );
  }
  return (
    <section class="panel" aria-busy={!list.data || list.isPlaceholderData}>
      <div class="panel-body record">
        {list.data ? (
          <AccessLog entries={list.data.items} subjectOf={subjectOf} />
        ) : (
          Array.from({ length: 8 }, (_, row) => <Bone key={row} width={row % 2 ? "60%" : "85%"} />)
        )}
      </div>
      {list.data && <Pager next={list.data.next_cursor} shown={t.audit.shown(list.data.items.length)} />}
    </section>
  );
}
