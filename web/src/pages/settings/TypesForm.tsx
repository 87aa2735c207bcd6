import { useEffect, useState } from "preact/hooks";
import { codeOf, isCode } from "../../lib/codes.ts";
import { usualNames, useWords, type Lang } from "../../lib/i18n.ts";
import { EditDialog } from "../../ui/EditDialog.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { fieldsOf, LANGS, nameField, useCompany, type Company } from "./company.ts";
import { ruleAt } from "./words.ts";

const LONGEST = 40;

interface Row {
  /** As it is kept; empty in a row that was added here. */
  code: string;
  typed: string;
  names: Record<Lang, string>;
}

type Usual = Partial<Record<Lang, Record<string, string>>>;

function rowsOf(company: Company, usual: string[]): Row[] {
  const known = company.type_names ?? {};
  const codes = new Set([...usual, ...LANGS.flatMap((lang) => Object.keys(known[lang] ?? {}))]);
  return [...codes].map((code) => ({ code, typed: code, names: { ru: known.ru?.[code] ?? "", en: known.en?.[code] ?? "" } }));
}

const folded = (name: string): string => name.trim().toLowerCase().replaceAll("ё", "е");
const codeIn = (row: Row): string => row.code || row.typed.trim() || codeOf(row.names.en || row.names.ru);
const isBlank = (row: Row): boolean => !row.names.ru.trim() && !row.names.en.trim();

/** The form of what the company calls types of orders, and of types of its own. */
export function TypesForm({ company, onClose }: { company: Company; onClose: () => void }) {
  const { t, lang } = useWords();
  const [rows, setRows] = useState<Row[]>([]);
  const [usual, setUsual] = useState<Usual>({});
  const [isTried, setTried] = useState(false);
  const edit = useCompany(company, onClose);
  useEffect(() => {
    void Promise.all(LANGS.map(async (one) => [one, (await usualNames(one)).types] as const)).then((found) => {
      const known: Usual = Object.fromEntries(found);
      setUsual(known);
      setRows(rowsOf(company, Object.keys(known.ru ?? {})));
    });
  }, []);

  const change = (at: number, changed: Partial<Row>): void => setRows(rows.map((row, n) => (n === at ? { ...row, ...changed } : row)));
  const shown = (row: Row, one: Lang): string => folded(row.names[one] || usual[one]?.[row.code] || "");
  const isTwice = (row: Row, one: Lang): boolean => row.names[one].trim() !== "" && rows.some((other) => other !== row && shown(other, one) === shown(row, one));
  const codeFault = (row: Row): string | undefined => {
    if (row.code || isBlank(row)) return undefined;
    if (!isCode(codeIn(row))) return t.company.badCode;
    return rows.some((other) => other !== row && codeIn(other) === codeIn(row)) ? t.company.codeTaken : undefined;
  };
  const nameFault = (row: Row, one: Lang): string | undefined => {
    if (isTried && isTwice(row, one)) return t.company.typeTaken;
    return ruleAt(edit.error, nameField(one, codeIn(row), "type_names"));
  };
  const submit = (): void => {
    setTried(true);
    if (rows.some((row) => codeFault(row) || LANGS.some((one) => isTwice(row, one)))) return;
    const known = fieldsOf(company);
    const wanted = rows.flatMap((row) => LANGS.map((one): [string, string] => [nameField(one, codeIn(row), "type_names"), row.names[one].trim()]));
    edit.send(Object.fromEntries(wanted.filter(([field, name]) => name || known[field])));
  };
  const nameOf = (field: string): string => {
    const [, one, code] = field.split(".") as [string, Lang, string];
    return `${usual[lang]?.[code] ?? code} · ${t.company.langs[one]}`;
  };

  return (
    <EditDialog edit={edit} title={t.company.types} nameOf={nameOf} show={(_, value) => String(value ?? "") || t.company.usual} onSubmit={submit} onClose={onClose}>
      <p class="field-hint">{t.company.typesForm}</p>
      {rows.map((row, at) => (
        <div key={at} class="form-row">
          {LANGS.map((one) => (
            <TextField
              key={one}
              label={`${usual[one]?.[row.code] ?? (row.code || t.company.ownType)} · ${t.company.langs[one]}`}
              placeholder={usual[one]?.[row.code]}
              maxLength={LONGEST}
              value={row.names[one]}
              onValue={(name) => change(at, { names: { ...row.names, [one]: name } })}
              error={nameFault(row, one)}
            />
          ))}
          {!row.code && (
            <TextField
              label={t.company.typeCode}
              placeholder={codeIn(row)}
              maxLength={32}
              value={row.typed}
              onValue={(typed) => change(at, { typed })}
              error={isTried ? codeFault(row) : undefined}
            />
          )}
        </div>
      ))}
      <p>
        <button type="button" class="button small" onClick={() => setRows([...rows, { code: "", typed: "", names: { ru: "", en: "" } }])}>
          <Icon name="plus" />
          {t.company.addType}
        </button>
      </p>
    </EditDialog>
  );
}
