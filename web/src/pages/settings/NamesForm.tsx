import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../../api/problem.ts";
import { usualNames, useWords, type Lang } from "../../lib/i18n.ts";
import { STATUS } from "../../ui/Chip.tsx";
import { EditDialog } from "../../ui/EditDialog.tsx";
import { TextField } from "../../ui/Field.tsx";
import { fieldsOf, LANGS, nameField, useCompany, type Company } from "./company.ts";
import { ruleAt } from "./words.ts";

const LONGEST = 30;
const STATES = Object.keys(STATUS);
const FIELDS = STATES.flatMap((status) => LANGS.map((lang) => nameField(lang, status)));

type Usual = Partial<Record<Lang, Record<string, string>>>;

/** The form of what the company calls the states of its orders, in both languages. */
export function NamesForm({ company, onClose }: { company: Company; onClose: () => void }) {
  const { t } = useWords();
  const [draft, setDraft] = useState(() => {
    const known = fieldsOf(company);
    return Object.fromEntries(FIELDS.map((field) => [field, String(known[field] ?? "")]));
  });
  const [usual, setUsual] = useState<Usual>({});
  const [isTried, setTried] = useState(false);
  const edit = useCompany(company, onClose);
  useEffect(() => {
    for (const lang of LANGS) void usualNames(lang).then((names) => setUsual((known) => ({ ...known, [lang]: names.states })));
  }, []);

  const shown = (lang: Lang, status: string): string => (draft[nameField(lang, status)]?.trim() || usual[lang]?.[status]) ?? "";
  // By their usual names too: two states of one name could not be told apart on the board.
  const rival = (lang: Lang, status: string): string | undefined => {
    const name = shown(lang, status).toLowerCase();
    const other = name && draft[nameField(lang, status)]?.trim() ? STATES.find((one) => one !== status && shown(lang, one).toLowerCase() === name) : undefined;
    return other && t.company.taken;
  };
  const errorOf = (lang: Lang, status: string): string | undefined => {
    if (isTried && rival(lang, status)) return rival(lang, status);
    const field = nameField(lang, status);
    const refused = edit.error instanceof ApiError && edit.error.errors.some((one) => one.field === field && /must differ/.test(one.rule));
    return refused ? t.company.taken : ruleAt(edit.error, field);
  };
  const nameOf = (field: string): string => {
    const [, lang, status] = field.split(".") as [string, Lang, string];
    return `${usual[lang]?.[status] ?? status} · ${t.company.langs[lang]}`;
  };
  const submit = (): void => {
    setTried(true);
    if (STATES.some((status) => LANGS.some((lang) => rival(lang, status)))) return;
    const known = fieldsOf(company);
    const wanted = Object.entries(draft).map(([field, name]): [string, string] => [field, name.trim()]);
    edit.send(Object.fromEntries(wanted.filter(([field, name]) => name || known[field])));
  };

  return (
    <EditDialog edit={edit} title={t.company.names} nameOf={nameOf} show={(_, value) => String(value ?? "") || t.company.usual} onSubmit={submit} onClose={onClose}>
      <p class="field-hint">{t.company.namesForm}</p>
      {STATES.map((status) => (
        <div key={status} class="form-row">
          {LANGS.map((lang) => (
            <TextField
              key={lang}
              label={`${usual[lang]?.[status] ?? status} · ${t.company.langs[lang]}`}
              placeholder={usual[lang]?.[status]}
              maxLength={LONGEST}
              value={draft[nameField(lang, status)] ?? ""}
              onValue={(value) => setDraft({ ...draft, [nameField(lang, status)]: value })}
              error={errorOf(lang, status)}
            />
          ))}
        </div>
      ))}
      <p>
        <button type="button" class="button small" onClick={() => setDraft(Object.fromEntries(FIELDS.map((field) => [field, ""])))}>
          {t.company.reset}
        </button>
      </p>
    </EditDialog>
  );
}
