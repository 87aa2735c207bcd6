import { usePermissions } from "../../api/me.ts";
import { useWords } from "../../lib/i18n.ts";
import { address, setQuery, usePlace } from "../../lib/url.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { PageHead } from "../../ui/Shell.tsx";
import { History } from "./History.tsx";
import { Matrix } from "./Matrix.tsx";
import { UserCard } from "./UserCard.tsx";
import { UserForm } from "./UserForm.tsx";
import { UserList } from "./UserList.tsx";

const TABS = ["list", "roles", "history"] as const;

/** Who may do what, and who changed it: users, the matrix of rights, the record. */
export function UsersPage() {
  const { t } = useWords();
  const { query } = usePlace();
  const may = usePermissions();
  const tabs = TABS.filter((one) => one === "roles" || may(one === "list" ? "users:read" : "audit:read"));
  const tab = tabs.find((one) => one === query.get("tab")) ?? tabs[0]!;
  const mayChange = may("users:write");
  const user = query.get("user");
  return (
    <>
      <PageHead title={t.users.title} subtitle={t.users.subtitle}>
        {mayChange && (
          <button type="button" class="button primary" onClick={() => setQuery({ new: "1" })}>
            <Icon name="user-plus" />
            {t.users.invite}
          </button>
        )}
      </PageHead>
      <nav class="tabs" aria-label={t.users.tabs}>
        {tabs.map((one) => (
          <Link
            key={one}
            href={address("/settings/users", { tab: one === "list" ? null : one })}
            aria-current={one === tab ? "page" : undefined}
          >
            {t.users[one]}
          </Link>
        ))}
      </nav>
      {tab === "list" ? <UserList /> : tab === "roles" ? <Matrix /> : <History />}
      {user && may("users:read") && <UserCard key={user} id={user} onClose={() => setQuery({ user: null })} />}
      {mayChange && query.has("new") && <UserForm user={null} onClose={() => setQuery({ new: null }, { replace: true })} />}
    </>
  );
}
