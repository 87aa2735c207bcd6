import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { useWords } from "../lib/i18n.ts";
import { Dialog } from "./Dialog.tsx";
import { Icon } from "./Icon.tsx";
import type { Conflict } from "./useEdit.ts";

interface Props {
  conflict: Conflict;
  isPending: boolean;
  nameOf: (field: string) => string;
  show: (field: string, value: unknown) => ComponentChildren;
  onClose: () => void;
}

/** Field by field: yours, theirs, and which of them is to stay. */
export function ConflictDialog({ conflict, isPending, nameOf, show, onClose }: Props) {
  const { t } = useWords();
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set());
  const group = useId();
  const choose = (field: string, isTheirs: boolean): void => {
    const next = new Set(theirs);
    if (isTheirs) next.add(field);
    else next.delete(field);
    setTheirs(next);
  };
  return (
    <Dialog title={t.conflict.title} onClose={onClose}>
      <div class="dialog-body form">
        <p class="banner" data-tone="warn" role="alert">
          <Icon name="triangle-alert" />
          {t.conflict.hint}
        </p>
        {conflict.list.map(({ field, mine, theirs: other, isTouched }) => (
          <fieldset key={field} class="clash">
            <legend>
              {nameOf(field)}
              {!isTouched && <span class="field-optional"> {t.conflict.onlyYou}</span>}
            </legend>
            {[false, true].map((isTheirs) => (
              <label key={String(isTheirs)} class="choice">
                <input
                  type="radio"
                  name={`${group}-${field}`}
                  checked={theirs.has(field) === isTheirs}
                  onChange={() => choose(field, isTheirs)}
                />
                <span>
                  <small>{isTheirs ? t.conflict.theirs : t.conflict.yours}</small>
                  <span class="clash-value">{show(field, isTheirs ? other : mine) || t.notSet}</span>
                </span>
              </label>
            ))}
          </fieldset>
        ))}
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button type="button" class="button primary" disabled={isPending} onClick={() => conflict.onResolve(theirs)}>
            {t.conflict.send}
          </button>
        </footer>
      </div>
    </Dialog>
  );
}
