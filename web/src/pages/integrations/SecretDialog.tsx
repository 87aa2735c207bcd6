import { useWords } from "../../lib/i18n.ts";
import { CopyBox } from "../../ui/CopyBox.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";

/** The signing key, shown this once or shown before; only the button at the end closes it. */
export function SecretDialog({ secret, onClose }: { secret: string | null; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Dialog title={t.secret.title} onClose={onClose} locked>
      <div class="dialog-body">
        <p class="banner" data-tone="warn">
          <Icon name="triangle-alert" />
          {secret ? t.secret.once : t.act.wasShown}
        </p>
        {secret && <CopyBox value={secret} />}
        {secret && <p class="muted">{t.secret.use}</p>}
        <footer class="dialog-foot">
          <button type="button" class="button primary" onClick={onClose}>
            {secret ? t.secret.done : t.close}
          </button>
        </footer>
      </div>
    </Dialog>
  );
}
