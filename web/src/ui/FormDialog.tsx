import type { ComponentChildren, Ref } from "preact";
import { useWords } from "../lib/i18n.ts";
import { Refusal } from "./Banner.tsx";
import { Dialog } from "./Dialog.tsx";

interface Props {
  title: ComponentChildren;
  shape?: "centre" | "wide";
  /** What the server said against it. */
  error?: unknown;
  /** The words of the button that sends it. */
  action: string;
  danger?: boolean;
  disabled?: boolean;
  form?: Ref<HTMLFormElement>;
  onSubmit: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

/** The frame of every form in a dialog: a refusal, the fields, a way back and a way on. */
export function FormDialog(props: Props) {
  const { title, shape = "centre", error, action, danger = false, disabled = false, form, onSubmit, onClose, children } = props;
  const { t } = useWords();
  return (
    <Dialog title={title} shape={shape} onClose={onClose}>
      <form
        class="form dialog-body"
        {...(form ? { ref: form } : {})}
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
        noValidate
      >
        <Refusal error={error} />
        {children}
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button class={`button ${danger ? "danger-fill" : "primary"}`} disabled={disabled}>
            {action}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
