import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { viewOf } from "../../lib/filters.ts";
import { useWords } from "../../lib/i18n.ts";
import { useStore } from "../../lib/store.ts";
import { usePlace } from "../../lib/url.ts";
import { dropView, saveView, views } from "../../lib/views.ts";
import { CopyBox } from "../../ui/CopyBox.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";

/** Filters under a name: kept in this browser, handed on as a link. */
export function ViewsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const { path, query } = usePlace();
  const saved = useStore(views);
  const [name, setName] = useState("");
  const [missing, setMissing] = useState(false);
  const now = viewOf(query);
  const submit = (event: JSX.TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setMissing(!name.trim());
    if (!name.trim()) return;
    saveView({ name: name.trim(), query: now });
    setName("");
  };
  return (
    <Dialog title={t.views.title} onClose={onClose} light>
      <div class="dialog-body">
        {saved.length === 0 ? (
          <p class="muted">{t.views.empty}</p>
        ) : (
          <ul class="rows">
            {saved.map((view) => (
              <li key={view.name}>
                <Link href={`${path}?${view.query}`} onClick={onClose}>
                  {view.name}
                </Link>
                <button
                  type="button"
                  class="button quiet square"
                  aria-label={t.views.drop(view.name)}
                  onClick={() => dropView(view.name)}
                >
                  <Icon name="trash-2" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <form class="form" onSubmit={submit} noValidate>
          <TextField
            label={t.views.name}
            hint={t.views.hint}
            maxLength={40}
            value={name}
            onValue={setName}
            error={missing ? t.problem.required : undefined}
          />
          <button class="button primary">{t.views.save}</button>
        </form>
        <div>
          <p class="muted">{t.views.link}</p>
          <CopyBox value={`${location.origin}${path}${now && `?${now}`}`} />
        </div>
      </div>
    </Dialog>
  );
}
