import { useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { refreshSoon } from "../../api/data.ts";
import { useMutation } from "../../api/mutation.ts";
import { refreshPartners, type Partner } from "../../api/partners.ts";
import { useWords } from "../../lib/i18n.ts";
import { Refusal } from "../../ui/Banner.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { toast } from "../../ui/Toasts.tsx";

interface Props {
  partner: Partner;
  onRemoved: () => void;
  onClose: () => void;
}

/** Deleting is final: the name has to be typed. */
export function RemoveDialog({ partner, onRemoved, onClose }: Props) {
  const { t } = useWords();
  const [typed, setTyped] = useState("");
  const isSure = typed.trim() === partner.name.trim();
  const remove = useMutation({
    mutationFn: () =>
      api("DELETE /v1/integrations/{integration_id}", { path: { integration_id: partner.id }, version: partner.version }),
    onSuccess: () => {
      toast(t.act.removed(partner.name));
      onRemoved();
      refreshSoon("GET /v1/deliveries");
    },
    onSettled: refreshPartners,
  });
  return (
    <Dialog title={t.act.removeTitle} onClose={onClose}>
      <form
        class="form dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          if (isSure) remove.mutate();
        }}
      >
        <Refusal error={remove.error} />
        <p class="banner" data-tone="bad">
          <Icon name="triangle-alert" />
          {t.act.removeHint}
        </p>
        <TextField label={t.act.confirm(partner.name)} autocomplete="off" autofocus value={typed} onValue={setTyped} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button class="button danger-fill" disabled={remove.isPending || !isSure}>
            {t.act.removeNow}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
