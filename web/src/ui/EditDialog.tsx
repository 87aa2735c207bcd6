import type { ComponentChildren, JSX } from "preact";
import { useWords } from "../lib/i18n.ts";
import { Refusal } from "./Banner.tsx";
import { ConflictDialog } from "./ConflictDialog.tsx";
import { Dialog } from "./Dialog.tsx";
import type { Edit } from "./useEdit.ts";

interface Props {
  edit: Edit;
  title: string;
  shape?: "centre" | "wide";
  /** How a field is called, and how its value reads, where somebody else has changed it too. */
  nameOf: (field: string) => string;
  show: (field: string, value: unknown) => ComponentChildren;
  onSubmit: () => void;
  onClose: () => void;
  children: ComponentChildren;
}

/** The frame of every form that changes a record: its fields, a refusal, a crossing change. */
export function EditDialog({ edit, title, shape = "centre", nameOf, show, onSubmit, onClose, children }: Props) {
  const { t } = useWords();
  const { conflict, isPending } = edit;
  if (conflict) return <ConflictDialog conflict={conflict} isPending={isPending} nameOf={nameOf} show={show} onClose={onClose} />;
  const submit = (event: JSX.TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <Dialog title={title} onClose={onClose} shape={shape}>
      <form class="form dialog-body" onSubmit={submit} noValidate>
        <Refusal error={edit.error} />
        {children}
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button class="button primary" disabled={isPending}>
            {t.save}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
