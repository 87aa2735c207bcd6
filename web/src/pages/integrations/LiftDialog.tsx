import { api } from "../../api/client.ts";
import { refresh } from "../../api/data.ts";
import { useMutation } from "../../api/mutation.ts";
import { useWords } from "../../lib/i18n.ts";
import { Refusal } from "../../ui/Banner.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { toast } from "../../ui/Toasts.tsx";
import type { Suppression } from "./SuppressionsTab.tsx";

interface Props {
  row: Suppression;
  onClose: () => void;
}

/** Lets an address be written to again, once somebody means it: who complained may complain again. */
export function LiftDialog({ row, onClose }: Props) {
  const { t } = useWords();
  const lift = useMutation({
    mutationFn: () => api("DELETE /v1/suppressions/{suppression_id}", { path: { suppression_id: row.id } }),
    onSuccess: () => {
      toast(t.suppressions.lifted(row.address));
      onClose();
    },
    onSettled: () => refresh("GET /v1/suppressions"),
  });
  return (
    <Dialog title={t.suppressions.title(row.address)} onClose={onClose}>
      <div class="dialog-body form">
        <p>{t.suppressions.ask}</p>
        <Refusal error={lift.error} />
      </div>
      <footer class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          {t.cancel}
        </button>
        <button type="button" class="button primary" disabled={lift.isPending} onClick={() => lift.mutate()}>
          {t.suppressions.lift}
        </button>
      </footer>
    </Dialog>
  );
}
