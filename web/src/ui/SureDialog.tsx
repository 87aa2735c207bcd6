import { useState } from "preact/hooks";
import { TextField } from "./Field.tsx";
import { FormDialog } from "./FormDialog.tsx";
import { Icon } from "./Icon.tsx";

interface Props {
  title: string;
  /** What will be gone. */
  warning: string;
  /** What has to be typed, and the words that ask for it. */
  name: string;
  label: string;
  action: string;
  run: { isPending: boolean; error: unknown; mutate: () => void };
  onClose: () => void;
}

/** What can't be undone: the name has to be typed. */
export function SureDialog({ title, warning, name, label, action, run, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const isSure = typed.trim() === name.trim();
  return (
    <FormDialog
      title={title}
      error={run.error}
      action={action}
      danger
      disabled={run.isPending || !isSure}
      onSubmit={() => isSure && run.mutate()}
      onClose={onClose}
    >
      <Warning text={warning} />
      <TextField label={label} autocomplete="off" autofocus value={typed} onValue={setTyped} />
    </FormDialog>
  );
}

/** Said before what can't be undone. */
export function Warning({ text }: { text: string }) {
  return (
    <p class="banner" data-tone="bad">
      <Icon name="triangle-alert" />
      {text}
    </p>
  );
}
