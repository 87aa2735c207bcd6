import { api } from "../../api/client.ts";
import { refreshSoon } from "../../api/data.ts";
import { useMutation } from "../../api/mutation.ts";
import { refreshPartners, type Partner } from "../../api/partners.ts";
import { useWords } from "../../lib/i18n.ts";
import { SureDialog } from "../../ui/SureDialog.tsx";
import { toast } from "../../ui/Toasts.tsx";

interface Props {
  partner: Partner;
  onRemoved: () => void;
  onClose: () => void;
}

/** Deleting is final. */
export function RemoveDialog({ partner, onRemoved, onClose }: Props) {
  const { t } = useWords();
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
    <SureDialog
      title={t.act.removeTitle}
      warning={t.act.removeHint}
      name={partner.name}
      label={t.act.confirm(partner.name)}
      action={t.act.removeNow}
      run={remove}
      onClose={onClose}
    />
  );
}
