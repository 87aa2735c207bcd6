import type { Issued } from "../../api/access.ts";
import { config } from "../../api/config.ts";
import { instant } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { CopyBox } from "../../ui/CopyBox.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Icon } from "../../ui/Icon.tsx";

export interface Shown {
  issued: Issued;
  /** Until when the key before it works; null when it works no more; nothing when there was none. */
  oldUntil?: string | null;
}

/** The key itself, this once; only the button at the end closes it. */
export function KeyShown({ shown: { issued, oldUntil }, onClose }: { shown: Shown; onClose: () => void }) {
  const { t, lang } = useWords();
  const { key } = issued;
  return (
    <Dialog title={`${t.keys.shownTitle}: ${issued.name}`} onClose={onClose} locked>
      <div class="dialog-body">
        <p class="banner" data-tone="warn">
          <Icon name="triangle-alert" />
          {key ? t.keys.once : t.keys.wasShown}
        </p>
        {key && <CopyBox value={key} />}
        {key && <p class="muted">{t.keys.use}</p>}
        {oldUntil !== undefined && (
          <p>{oldUntil ? t.keys.oldUntil(instant(oldUntil, lang, config().company.zone, "minute")) : t.keys.oldIsOff}</p>
        )}
        <footer class="dialog-foot">
          <button type="button" class="button primary" onClick={onClose}>
            {key ? t.keys.done : t.keys.understood}
          </button>
        </footer>
      </div>
    </Dialog>
  );
}
