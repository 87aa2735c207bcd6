import { api } from "../../../api/client.ts";
import { refresh } from "../../../api/data.ts";
import { useMutation } from "../../../api/mutation.ts";
import { useWords } from "../../../lib/i18n.ts";
import { Refusal } from "../../../ui/Banner.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { toast } from "../../../ui/Toasts.tsx";
import { ONEC } from "./OnecPanel.tsx";

/** Offers 1C every order again, once somebody has meant it. */
export function RestartDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const restart = useMutation({
    mutationFn: () => api("POST /v1/integrations/{integration_id}/onec/restart", { path: { integration_id: id } }),
    onSuccess: () => {
      toast(t.onec.restarted);
      refresh(ONEC);
      onClose();
    },
  });
  return (
    <Dialog title={t.onec.restart} onClose={onClose}>
      <div class="dialog-body">
        <p>{t.onec.restartAsk}</p>
        {Boolean(restart.error) && <Refusal error={restart.error} />}
      </div>
      <div class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          {t.onec.cancel}
        </button>
        <button type="button" class="button primary" disabled={restart.isPending} onClick={() => restart.mutate()}>
          {t.onec.go}
        </button>
      </div>
    </Dialog>
  );
}
