import type { Key } from "../../api/access.ts";
import { api } from "../../api/client.ts";
import { useMutation } from "../../api/mutation.ts";
import { useWords } from "../../lib/i18n.ts";
import { SureDialog } from "../../ui/SureDialog.tsx";
import { toast } from "../../ui/Toasts.tsx";
import { refreshKeys } from "./useKeyState.ts";

/** Revoking is final. */
export function RevokeDialog({ row, onClose }: { row: Key; onClose: () => void }) {
  const { t } = useWords();
  const revoke = useMutation({
    mutationFn: () =>
      api("POST /v1/keys/{key_id}/revoke", { path: { key_id: row.id }, body: { name: row.name }, version: row.version }),
    onSuccess: (now) => {
      toast(t.keys.revoked(now.name));
      onClose();
    },
    onSettled: refreshKeys,
  });
  return (
    <SureDialog
      title={t.keys.revokeTitle}
      warning={t.keys.revokeHint}
      name={row.name}
      label={t.keys.confirm(row.name)}
      action={t.keys.revokeNow}
      run={revoke}
      onClose={onClose}
    />
  );
}
