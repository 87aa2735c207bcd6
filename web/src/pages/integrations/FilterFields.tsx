import { useId } from "preact/hooks";
import { useWords } from "../../lib/i18n.ts";
import { faultOf, rowsOf, type Known, type Mode, type Op, type Row } from "../../lib/partnerFilter.ts";
import { ChoiceField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";

/** A filter as it is being written: conditions, or JSON for what they cannot say. */
export interface FilterDraft {
  mode: Mode;
  rows: Row[];
  /** Used instead of the conditions when it is not null. */
  json: string | null;
}

const EMPTY: Row = { field: "", op: "eq", value: "" };
const MOST = 20;

/** Read a stored filter into the form. */
export function filterDraft(filter: unknown): FilterDraft {
  const found = rowsOf(filter);
  return found ? { ...found, json: null } : { mode: "all", rows: [], json: JSON.stringify(filter, null, 2) };
}

/** Read JSON; undefined when it is none. */
export function parsed(json: string): unknown {
  try {
    return json.trim() ? (JSON.parse(json) as unknown) : null;
  } catch {
    return undefined;
  }
}

interface Props {
  draft: FilterDraft;
  onDraft: (draft: FilterDraft) => void;
  known: ReadonlyMap<string, Known>;
  /** How the conditions would be sent, for whoever goes on in JSON. */
  asJson: () => string;
  /** The form was sent once: gaps are shown. */
  isChecked: boolean;
  error: string | undefined;
}

/** Which events of those chosen are wanted, by what they carry. */
export function FilterFields({ draft, onDraft, known, asJson, isChecked, error }: Props) {
  const { t } = useWords();
  const { rows, mode, json } = draft;
  const list = useId();
  const put = (index: number, part: Partial<Row>): void =>
    onDraft({ ...draft, rows: rows.map((row, at) => (at === index ? { ...row, ...part } : row)) });
  const rest = json === null ? null : parsed(json);
  const canBeRows = json !== null && rest !== undefined && rowsOf(rest) !== null;
  return (
    <fieldset class="field parts">
      <legend class="legend-row">
        {t.filter.title}
        {(json === null || canBeRows) && (
          <button
            type="button"
            class="link-button"
            onClick={() => onDraft(json === null ? { ...draft, json: asJson() } : filterDraft(rest))}
          >
            {json === null ? t.filter.asJson : t.filter.asRows}
          </button>
        )}
      </legend>
      {json !== null ? (
        <textarea
          class="input area mono"
          rows={6}
          aria-label={t.filter.json}
          value={json}
          onInput={(event) => onDraft({ ...draft, json: event.currentTarget.value })}
        />
      ) : (
        <>
          {rows.length > 1 && (
            <ChoiceField
              label={t.filter.mode}
              value={mode}
              onValue={(value) => onDraft({ ...draft, mode: value as Mode })}
              options={[
                ["all", t.filter.all],
                ["any", t.filter.any],
              ]}
            />
          )}
          {rows.map((row, index) => (
            <Condition
              key={index}
              row={row}
              list={list}
              number={index + 1}
              values={known.get(row.field.trim())?.values ?? []}
              isWrong={isChecked ? faultOf(row) : null}
              onRow={(part) => put(index, part)}
              onRemove={() => onDraft({ ...draft, rows: rows.filter((_, at) => at !== index) })}
            />
          ))}
          <datalist id={list}>
            {[...known.keys()].map((path) => (
              <option key={path} value={path} />
            ))}
          </datalist>
          {rows.length < MOST && (
            <button type="button" class="button small" onClick={() => onDraft({ ...draft, rows: [...rows, EMPTY] })}>
              <Icon name="plus" size={14} />
              {t.filter.add}
            </button>
          )}
        </>
      )}
      <p class={error ? "field-error" : "field-hint"} role={error ? "alert" : undefined}>
        {error ?? (json !== null && !canBeRows && rest !== undefined ? t.filter.tooDeep : t.filter.hint)}
      </p>
    </fieldset>
  );
}

interface ConditionProps {
  row: Row;
  number: number;
  list: string;
  values: string[];
  isWrong: "field" | "value" | null;
  onRow: (part: Partial<Row>) => void;
  onRemove: () => void;
}

function Condition({ row, number, list, values, isWrong, onRow, onRemove }: ConditionProps) {
  const { t } = useWords();
  const offered = useId();
  const isMany = row.op === "in" || row.op === "nin";
  const wrong = (part: "field" | "value") => (isWrong === part ? { "aria-invalid": true as const } : {});
  return (
    <div class="part filter-edit">
      <input
        class="input mono"
        aria-label={`${t.filter.field} ${number}`}
        placeholder="order.priority"
        list={list}
        maxLength={200}
        value={row.field}
        onInput={(event) => onRow({ field: event.currentTarget.value })}
        {...wrong("field")}
      />
      <select
        class="input select"
        aria-label={`${t.filter.op} ${number}`}
        value={row.op}
        onChange={(event) => onRow({ op: event.currentTarget.value as Op })}
      >
        {Object.entries(t.filter.ops).map(([op, text]) => (
          <option key={op} value={op}>
            {text}
          </option>
        ))}
      </select>
      {row.op === "exists" ? (
        <select
          class="input select"
          aria-label={`${t.filter.value} ${number}`}
          value={row.value === "false" ? "false" : "true"}
          onChange={(event) => onRow({ value: event.currentTarget.value })}
        >
          {Object.entries(t.filter.there).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      ) : (
        <input
          class="input"
          aria-label={`${t.filter.value} ${number}`}
          placeholder={isMany ? t.filter.listHint : ""}
          list={offered}
          maxLength={500}
          value={row.value}
          onInput={(event) => onRow({ value: event.currentTarget.value })}
          {...wrong("value")}
        />
      )}
      <datalist id={offered}>
        {values.map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
      <button type="button" class="button quiet square" aria-label={t.filter.remove(number)} onClick={onRemove}>
        <Icon name="trash-2" />
      </button>
    </div>
  );
}
