import { useWords } from "../../lib/i18n.ts";
import { CopyBox } from "../../ui/CopyBox.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";

/** The signing key, shown once; only the button at the end closes it. */
export function SecretDialog({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Dialog title={t.secret.title} onClose={onClose} locked>
      <div class="dialog-body">
        <p class="banner" data-tone="warn">
          <Icon name="triangle-alert" />
          {t.secret.once}
        </p>
        <CopyBox value={secret} />
        <p class="muted">{t.secret.use}</p>
        <footer class="dialog-foot">
          <button type="button" class="button primary" onClick={onClose}>
            {t.secret.done}
          </button>
        </footer>
      </div>
    </Dialog>
  );
}
