import { useState } from "preact/hooks";
import type { Key } from "../../api/access.ts";
import { api } from "../../api/client.ts";
import { showRow } from "../../api/data.ts";
import { useMutation } from "../../api/mutation.ts";
import { useWords } from "../../lib/i18n.ts";
import { Refusal } from "../../ui/Banner.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { toast } from "../../ui/Toasts.tsx";
import { refreshKeys } from "./useKeyState.ts";

/** Revoking is final: the name has to be typed. */
export function RevokeDialog({ row, onClose }: { row: Key; onClose: () => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState("");
  const revoke = useMutation({
    mutationFn: () =>
      api("POST /v1/keys/{key_id}/revoke", { path: { key_id: row.id }, body: { name: typed.trim() }, version: row.version }),
    onSuccess: (now) => {
      showRow("GET /v1/keys", now, () => false);
      toast(t.keys.revoked(now.name));
      onClose();
    },
    onSettled: refreshKeys,
  });
  return (
    <Dialog title={t.keys.revokeTitle} onClose={onClose}>
      <form
        class="form dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() === row.name) revoke.mutate();
        }}
      >
        <Refusal error={revoke.error} />
        <p class="banner" data-tone="bad">
          <Icon name="triangle-alert" />
          {t.keys.revokeHint}
        </p>
        <TextField label={t.keys.confirm(row.name)} autocomplete="off" autofocus value={typed} onValue={setTyped} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button class="button danger-fill" disabled={revoke.isPending || typed.trim() !== row.name}>
            {t.keys.revokeNow}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
