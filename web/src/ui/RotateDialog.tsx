import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { useMutation } from "../api/mutation.ts";
import { SelectField } from "./Field.tsx";
import { FormDialog } from "./FormDialog.tsx";

const USUAL_HOURS = "24";

interface Props<Issued> {
  title: string;
  hint: string;
  /** The words that ask how long the old one stays, and its choices by hours. */
  label: string;
  choices: Record<string, string>;
  action: string;
  /** The old one is not to be kept alive, unless somebody chooses so. */
  isLost?: boolean;
  /** The same key makes the same request harmless when it is sent again. */
  rotate: (overlap: { overlap_hours: number }, key: string) => Promise<Issued>;
  onIssued: (issued: Issued, hours: number) => void;
  onSettled: () => void;
  onClose: () => void;
  /** What is known of the old one. */
  children: ComponentChildren;
}

/** A new secret for an old one, which goes on working for a while. */
export function RotateDialog<Issued>(props: Props<Issued>) {
  const { title, hint, label, choices, action, isLost = false, rotate, onIssued, onSettled, onClose, children } = props;
  const [hours, setHours] = useState(isLost ? "0" : USUAL_HOURS);
  const keys = useRef<Record<string, string>>({});
  const run = useMutation({
    // Another choice is another request.
    mutationFn: () => rotate({ overlap_hours: Number(hours) }, (keys.current[hours] ??= crypto.randomUUID())),
    onSuccess: (issued) => onIssued(issued, Number(hours)),
    onSettled,
  });
  return (
    <FormDialog title={title} error={run.error} action={action} disabled={run.isPending} onSubmit={() => run.mutate()} onClose={onClose}>
      <p class="muted">{hint}</p>
      {children}
      <SelectField label={label} value={hours} onValue={setHours} options={Object.entries(choices)} />
    </FormDialog>
  );
}
