import type { Grant } from "../../api/access.ts";
import { useApi } from "../../api/data.ts";
import { useWords } from "../../lib/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Bone, Failure } from "../../ui/States.tsx";

interface Props {
  title: string;
  hint: string;
  permissions: string[];
  grants: Grant[];
  nameOf: (name: string) => string;
}

/** Who may do what: a sign and its word in every cell, so that colour and shape are not alone. */
function Grid({ title, hint, permissions, grants, nameOf }: Props) {
  const { t } = useWords();
  return (
    <section class="panel">
      <header class="panel-head">
        <div>
          <h2>{title}</h2>
          <p class="muted">{hint}</p>
        </div>
      </header>
      <div class="matrix-scroll" tabIndex={0} role="region" aria-label={title}>
        <table class="matrix" aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{t.matrix.permission}</th>
              {grants.map((one) => (
                <th key={one.name} scope="col">
                  {nameOf(one.name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {permissions.map((permission) => (
              <tr key={permission}>
                <th scope="row">
                  {t.permissions[permission] ?? permission}
                  <small class="mono">{permission}</small>
                </th>
                {grants.map((one) => (
                  <Cell key={one.name} isAllowed={one.permissions.includes(permission)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Cell({ isAllowed }: { isAllowed: boolean }) {
  const { t } = useWords();
  return (
    <td data-allowed={isAllowed || undefined}>
      {isAllowed ? <Icon name="check" /> : <span aria-hidden="true">·</span>}
      <span class="sr-only">{isAllowed ? t.matrix.yes : t.matrix.no}</span>
    </td>
  );
}

/** The matrix as the server holds to it. */
export function Matrix() {
  const { t } = useWords();
  const matrix = useApi("GET /v1/roles", {}, { staleTime: 600_000 });
  if (matrix.error && !matrix.data) {
    return (
      <section class="panel">
        <Failure error={matrix.error} onRetry={() => void matrix.refetch()} />
      </section>
    );
  }
  if (!matrix.data) {
    return (
      <section class="panel panel-body" aria-busy="true">
        {Array.from({ length: 12 }, (_, row) => (
          <Bone key={row} width={row % 2 ? "60%" : "85%"} />
        ))}
      </section>
    );
  }
  const { roles, scopes } = matrix.data;
  // In the order of our words, by what they are about; one that is newer than they are comes last.
  const known = Object.keys(t.permissions).filter((one) => matrix.data.permissions.includes(one));
  const permissions = [...new Set([...known, ...matrix.data.permissions])];
  return (
    <>
      <Grid
        title={t.matrix.roles}
        hint={t.matrix.rolesHint}
        permissions={permissions}
        grants={roles}
        nameOf={(name) => t.roles[name as "admin"] ?? name}
      />
      <Grid
        title={t.matrix.scopes}
        hint={t.matrix.scopesHint}
        permissions={permissions}
        grants={scopes}
        nameOf={(name) => name}
      />
    </>
  );
}
