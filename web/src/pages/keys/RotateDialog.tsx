import { useRef, useState } from "preact/hooks";
import { maskOf, type Key } from "../../api/access.ts";
import { api } from "../../api/client.ts";
import { useMutation } from "../../api/mutation.ts";
import { useWords } from "../../lib/i18n.ts";
import { Refusal } from "../../ui/Banner.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { Ago } from "../../ui/Time.tsx";
import type { Shown } from "./KeyShown.tsx";
import { refreshKeys } from "./useKeyState.ts";

const USUAL_HOURS = "24";

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
  // One that is off, or in public, is not to be kept alive.
  const [hours, setHours] = useState(row.state === "active" && !row.leaked ? USUAL_HOURS : "0");
  const keys = useRef<Record<string, string>>({});
  const rotate = useMutation({
    mutationFn: () =>
      api("POST /v1/keys/{key_id}/rotate", {
        path: { key_id: row.id },
        body: { overlap_hours: Number(hours) },
        version: row.version,
        // Another choice is another request.
        idempotencyKey: (keys.current[hours] ??= crypto.randomUUID()),
      }),
    onSuccess: (issued) => {
      refreshKeys();
      onShown({ issued, oldUntil: endOfOverlap(row, Number(hours)) });
    },
    onError: refreshKeys,
  });
  return (
    <Dialog title={`${t.keys.rotate}: ${row.name}`} onClose={onClose}>
      <form
        class="form dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          rotate.mutate();
        }}
      >
        <Refusal error={rotate.error} />
        <p class="muted">{t.keys.rotateHint}</p>
        <Facts
          rows={[
            [t.keys.key, <code>{maskOf(row)}</code>],
            [t.keys.used, row.last_used_at ? <Ago at={row.last_used_at} /> : t.keys.never],
            [t.keys.usedFrom, row.last_used_ip && <code>{row.last_used_ip}</code>],
          ]}
        />
        <SelectField
          label={t.keys.keepOld}
          value={hours}
          onValue={setHours}
          options={Object.entries(t.keys.keepFor)}
        />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button class="button primary" disabled={rotate.isPending}>
            {t.keys.rotate}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
