import { useState } from "preact/hooks";
import { maskOf, type Key } from "../../api/access.ts";
import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import { number } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { address, patched, usePlace } from "../../lib/url.ts";
import { AccessLog } from "../../ui/AccessLog.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Bone, Failure } from "../../ui/States.tsx";
import { Ago, At } from "../../ui/Time.tsx";
import { Ends } from "./Ends.tsx";
import { KeyChip } from "./KeyChip.tsx";
import { KeyForm } from "./KeyForm.tsx";
import type { Shown } from "./KeyShown.tsx";
import { RevokeDialog } from "./RevokeDialog.tsx";
import { RotateDialog } from "./RotateDialog.tsx";
import { canSwitch, useKeyState } from "./useKeyState.ts";

const LIVE_MS = 10_000;

interface Props {
  id: string;
  onShown: (shown: Shown) => void;
  onClose: () => void;
}

/** One key: what it may do, when it was used, what was done to it. */
export function KeyCard({ id, onShown, onClose }: Props) {
  const { t } = useWords();
  const mayRead = useMay("audit:read");
  const one = useApi("GET /v1/keys/{key_id}", { path: { key_id: id } }, { every: () => LIVE_MS });
  return (
    <Sheet title={one.data?.name ?? t.keys.one} of={one} onClose={onClose}>
      {(row) => (
        <>
          <Body row={row} onShown={onShown} />
          {mayRead && <KeyHistory id={id} />}
        </>
      )}
    </Sheet>
  );
}

function Body({ row, onShown }: { row: Key; onShown: (shown: Shown) => void }) {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const to = (id: string | null) =>
    id && <Link href={address("/integrations", patched(query, { key: id }))}>{t.keys.one}</Link>;
  return (
    <>
      <div class="card-marks">
        <KeyChip row={row} />
        <code class="muted">{maskOf(row)}</code>
      </div>
      {row.leaked && row.state !== "revoked" && !row.replaced_by && (
        <p class="banner" data-tone="bad">
          <Icon name="triangle-alert" />
          {t.keys.leaked(row.name)}
        </p>
      )}
      <Moves row={row} onShown={onShown} />
      <Facts
        rows={[
          [t.keys.scopes, <Scopes row={row} />],
          [t.keys.used, row.last_used_at ? <Ago at={row.last_used_at} /> : <span class="muted">{t.keys.never}</span>],
          [t.keys.usedFrom, row.last_used_ip && <code>{row.last_used_ip}</code>],
          [t.keys.rate, number(row.rate_per_minute, lang)],
          [t.keys.expires, <Ends row={row} />],
          [t.keys.ips, row.ip_allow.length > 0 ? <code class="prose">{row.ip_allow.join("\n")}</code> : t.keys.anyIp],
          [t.keys.environment, t.keys.environments[row.environment]],
          [t.keys.created, <At at={row.created_at} />],
          [t.keys.by, row.created_by.name],
          [t.keys.from, to(row.rotated_from)],
          [t.keys.replacedBy, to(row.replaced_by)],
        ]}
      />
    </>
  );
}

function Scopes({ row }: { row: Key }) {
  const { t } = useWords();
  return (
    <ul>
      {row.scopes.map((scope) => (
        <li key={scope}>
          {t.scopes[scope] ?? scope} <code class="muted">{scope}</code>
        </li>
      ))}
    </ul>
  );
}

/** What can be done with it now; a revoked key has nothing left. */
function Moves({ row, onShown }: { row: Key; onShown: (shown: Shown) => void }) {
  const { t } = useWords();
  const mayChange = useMay("keys:write");
  const [open, setOpen] = useState<"edit" | "rotate" | "revoke" | null>(null);
  const change = useKeyState(row);
  const close = (): void => setOpen(null);
  if (!mayChange || row.state === "revoked") return null;
  const isOn = row.state === "active";
  return (
    <div class="moves">
      {canSwitch(row) && (
        <button type="button" class="button small" disabled={change.isPending} onClick={() => change.mutate()}>
          <Icon name={isOn ? "pause" : "play"} size={14} />
          {isOn ? t.keys.deactivate : t.keys.activate}
        </button>
      )}
      {!row.replaced_by && row.state !== "expired" && (
        <button type="button" class="button small" onClick={() => setOpen("rotate")}>
          <Icon name="rotate-cw" size={14} />
          {t.keys.rotate}
        </button>
      )}
      <button type="button" class="button small" onClick={() => setOpen("edit")}>
        <Icon name="pencil" size={14} />
        {t.card.edit}
      </button>
      <button type="button" class="button small danger" onClick={() => setOpen("revoke")}>
        <Icon name="ban" size={14} />
        {t.keys.revoke}
      </button>
      {open === "edit" && <KeyForm record={row} onClose={close} />}
      {open === "revoke" && <RevokeDialog row={row} onClose={close} />}
      {open === "rotate" && (
        <RotateDialog
          row={row}
          onClose={close}
          onShown={(shown) => {
            close();
            onShown(shown);
          }}
        />
      )}
    </div>
  );
}

function KeyHistory({ id }: { id: string }) {
  const { t } = useWords();
  const list = useApi("GET /v1/keys/{key_id}/audit", { path: { key_id: id } });
  return (
    <section>
      <h3>{t.keys.history}</h3>
      {list.data ? (
        <AccessLog entries={list.data.items} />
      ) : list.error ? (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <Bone width="85%" height={48} />
      )}
    </section>
  );
}
