import { useRef, useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { useMutation } from "../../api/mutation.ts";
import { refreshPartners, type Partner } from "../../api/partners.ts";
import { useWords } from "../../lib/i18n.ts";
import { Refusal } from "../../ui/Banner.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { Secrets } from "./Secrets.tsx";

const USUAL_HOURS = "24";

interface Props {
  partner: Partner;
  /** Told of the new key; null when this very request had shown it before. */
  onShown: (secret: string | null) => void;
  onClose: () => void;
}

/** A new signing key; the one before it goes on signing for a while. */
export function RotateDialog({ partner, onShown, onClose }: Props) {
  const { t } = useWords();
  const [hours, setHours] = useState(USUAL_HOURS);
  const keys = useRef<Record<string, string>>({});
  const rotate = useMutation({
    mutationFn: () =>
      api("POST /v1/integrations/{integration_id}/rotate-secret", {
        path: { integration_id: partner.id },
        body: { overlap_hours: Number(hours) },
        version: partner.version,
        // Another choice is another request.
        idempotencyKey: (keys.current[hours] ??= crypto.randomUUID()),
      }),
    onSuccess: ({ secret }) => onShown(secret),
    onSettled: refreshPartners,
  });
  return (
    <Dialog title={t.act.rotateTitle(partner.name)} onClose={onClose}>
      <form
        class="form dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          rotate.mutate();
        }}
      >
        <Refusal error={rotate.error} />
        <p class="muted">{t.act.rotateHint}</p>
        <Secrets partner={partner} />
        <SelectField label={t.act.keepOld} value={hours} onValue={setHours} options={Object.entries(t.act.keepFor)} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button class="button primary" disabled={rotate.isPending}>
            {t.act.rotate}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
