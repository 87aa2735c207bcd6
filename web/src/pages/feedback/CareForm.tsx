import type { ComponentChildren, JSX } from "preact";
import { useWords } from "../../lib/i18n.ts";
import { Refusal } from "../../ui/Banner.tsx";

interface Props {
  label: string;
  submit: string;
  error: unknown;
  isPending: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

/** A small form inside the card: its fields, a refusal, the way back. */
export function CareForm({ label, submit, error, isPending, onSubmit, onClose, children }: Props) {
  const { t } = useWords();
  const send = (event: JSX.TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form class="form move" aria-label={label} onSubmit={send} noValidate>
      <Refusal error={error} />
      {children}
      <footer>
        <button type="button" class="button" onClick={onClose}>
          {t.cancel}
        </button>
        <button class="button primary" disabled={isPending}>
          {submit}
        </button>
      </footer>
    </form>
  );
}
