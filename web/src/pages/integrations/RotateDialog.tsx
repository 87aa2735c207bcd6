import { api } from "../../api/client.ts";
import { refreshPartners, type Partner } from "../../api/partners.ts";
import { useWords } from "../../lib/i18n.ts";
import { RotateDialog as Rotate } from "../../ui/RotateDialog.tsx";
import { Secrets } from "./Secrets.tsx";

interface Props {
  partner: Partner;
  /** Told of the new key; null when this very request had shown it before. */
  onShown: (secret: string | null) => void;
  onClose: () => void;
}

/** A new signing key; the one before it goes on signing for a while. */
export function RotateDialog({ partner, onShown, onClose }: Props) {
  const { t } = useWords();
  return (
    <Rotate
      title={t.act.rotateTitle(partner.name)}
      hint={t.act.rotateHint}
      label={t.act.keepOld}
      choices={t.act.keepFor}
      action={t.act.rotate}
      rotate={(body, idempotencyKey) =>
        api("POST /v1/integrations/{integration_id}/rotate-secret", {
          path: { integration_id: partner.id },
          body,
          version: partner.version,
          idempotencyKey,
        })
      }
      onIssued={({ secret }) => onShown(secret)}
      onSettled={refreshPartners}
      onClose={onClose}
    >
      <Secrets partner={partner} />
    </Rotate>
  );
}
