import { useState } from "preact/hooks";
import { useWords } from "../../lib/i18n.ts";
import { EditDialog } from "../../ui/EditDialog.tsx";
import { TextField } from "../../ui/Field.tsx";
import { useCompany, WORDS, type Company } from "./company.ts";
import { ruleAt } from "./words.ts";

const LONGEST = { name: 100, phone: 60, address: 300, requisites: 300 };

/** The form of what is printed of the company. */
export function CompanyForm({ company, onClose }: { company: Company; onClose: () => void }) {
  const { t } = useWords();
  const [draft, setDraft] = useState(() => Object.fromEntries(WORDS.map((word) => [word, company[word] ?? ""])));
  const edit = useCompany(company, onClose);
  const names: Record<string, string> = t.company.fields;
  return (
    <EditDialog
      edit={edit}
      title={t.company.printed}
      nameOf={(field) => names[field] ?? field}
      show={(_, value) => String(value ?? "") || t.dash}
      onSubmit={() => edit.send(Object.fromEntries(WORDS.map((word) => [word, draft[word]?.trim()])))}
      onClose={onClose}
    >
      {WORDS.map((word) => (
        <TextField
          key={word}
          label={t.company.fields[word]}
          maxLength={LONGEST[word]}
          value={draft[word] ?? ""}
          onValue={(value) => setDraft({ ...draft, [word]: value })}
          hint={word === "requisites" ? t.company.requisitesHint : undefined}
          error={ruleAt(edit.error, word)}
        />
      ))}
    </EditDialog>
  );
}
