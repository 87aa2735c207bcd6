import { useWords } from "../../lib/i18n.ts";
import { MASK } from "../../lib/schema.ts";
import { Icon } from "../../ui/Icon.tsx";

/** A header as it is being written; one that is kept has a value that nobody is shown. */
export interface HeaderRow {
  name: string;
  value: string;
  isKept: boolean;
}

const MOST = 20;

/** Read stored headers into the form. */
export function headerRows(headers: Record<string, string>): HeaderRow[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value: value === MASK ? "" : value, isKept: value === MASK }));
}

/** Say the headers as the API takes them: the mask stands for the value that is there. */
export function headersOf(rows: readonly HeaderRow[]): Record<string, string> {
  const named = rows.filter((row) => row.name.trim());
  return Object.fromEntries(named.map((row) => [row.name.trim(), row.value || !row.isKept ? row.value.trim() : MASK]));
}

/** Tell whether a row has only one half. */
export function isHalf({ name, value, isKept }: HeaderRow): boolean {
  return Boolean(name.trim()) !== Boolean(value.trim() || isKept);
}

interface Props {
  rows: HeaderRow[];
  onRows: (rows: HeaderRow[]) => void;
  error: string | undefined;
}

/** Headers that a partner wants with each request. */
export function HeaderFields({ rows, onRows, error }: Props) {
  const { t } = useWords();
  const put = (index: number, part: Partial<HeaderRow>): void =>
    onRows(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  return (
    <fieldset class="field parts">
      <legend>{t.headers.title}</legend>
      {rows.map((row, index) => (
        <div key={index} class="part header-edit">
          <input
            class="input mono"
            aria-label={`${t.headers.name} ${index + 1}`}
            placeholder="X-Partner-Key"
            maxLength={100}
            value={row.name}
            // Under another name there is no value to keep.
            onInput={(event) => put(index, { name: event.currentTarget.value, isKept: false })}
          />
          <input
            class="input"
            aria-label={`${t.headers.value} ${index + 1}`}
            placeholder={row.isKept ? t.headers.kept : ""}
            autocomplete="off"
            maxLength={2048}
            value={row.value}
            onInput={(event) => put(index, { value: event.currentTarget.value })}
          />
          <button
            type="button"
            class="button quiet square"
            aria-label={t.headers.remove(index + 1)}
            onClick={() => onRows(rows.filter((_, at) => at !== index))}
          >
            <Icon name="trash-2" />
          </button>
        </div>
      ))}
      {rows.length < MOST && (
        <button type="button" class="button small" onClick={() => onRows([...rows, { name: "", value: "", isKept: false }])}>
          <Icon name="plus" size={14} />
          {t.headers.add}
        </button>
      )}
      <p class={error ? "field-error" : "field-hint"} role={error ? "alert" : undefined}>
        {error ?? t.headers.hint}
      </p>
    </fieldset>
  );
}
