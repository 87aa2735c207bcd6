import type { ComponentChildren } from "preact";
import { useWords } from "../lib/i18n.ts";
import { ConflictDialog } from "./ConflictDialog.tsx";
import { FormDialog } from "./FormDialog.tsx";
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
  return (
    <FormDialog
      title={title}
      shape={shape}
      error={edit.error}
      action={t.save}
      disabled={isPending}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      {children}
    </FormDialog>
  );
}
