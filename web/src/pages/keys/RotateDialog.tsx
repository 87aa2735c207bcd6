import { maskOf, type Key } from "../../api/access.ts";
import { api } from "../../api/client.ts";
import { showWritten } from "../../api/data.ts";
import { useWords } from "../../lib/i18n.ts";
import { Facts } from "../../ui/Facts.tsx";
import { RotateDialog as Rotate } from "../../ui/RotateDialog.tsx";
import { Ago } from "../../ui/Time.tsx";
import type { Shown } from "./KeyShown.tsx";
import { refreshKeys } from "./useKeyState.ts";

/** The old key's own end is not put off by the overlap. */
function endOfOverlap(row: Key, hours: number): string | null {
  if (hours === 0 || row.state !== "active") return null;
  const end = new Date(Date.now() + hours * 3_600_000).toISOString();
  return row.expires_at && row.expires_at < end ? row.expires_at : end;
}

interface Props {
  row: Key;
  onShown: (shown: Shown) => void;
  onClose: () => void;
}

/** A new key for an old one; when the old one was last used tells how soon it may go. */
export function RotateDialog({ row, onShown, onClose }: Props) {
  const { t } = useWords();
  return (
    <Rotate
      title={`${t.keys.rotate}: ${row.name}`}
      hint={t.keys.rotateHint}
      label={t.keys.keepOld}
      choices={t.keys.keepFor}
      action={t.keys.rotate}
      isLost={row.state !== "active" || row.leaked}
      rotate={(body, idempotencyKey) =>
        api("POST /v1/keys/{key_id}/rotate", { path: { key_id: row.id }, body, version: row.version, idempotencyKey })
      }
      onIssued={(issued, hours) => {
        showWritten(issued.replaced);
        onShown({ issued, oldUntil: endOfOverlap(row, hours) });
      }}
      onSettled={refreshKeys}
      onClose={onClose}
    >
      <Facts
        rows={[
          [t.keys.key, <code>{maskOf(row)}</code>],
          [t.keys.used, row.last_used_at ? <Ago at={row.last_used_at} /> : t.keys.never],
          [t.keys.usedFrom, row.last_used_ip && <code>{row.last_used_ip}</code>],
        ]}
      />
    </Rotate>
  );
}
