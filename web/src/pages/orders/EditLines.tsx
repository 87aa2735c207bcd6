import { useRef, useState } from "preact/hooks";
import type { Order } from "../../api/types.ts";
import { money, number } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { bodyOf, checkLine, draftOf, NEW_LINE, VATS, type LineBody, type LineDraft, type LineErrors } from "../../lib/lines.ts";
import { EditDialog } from "../../ui/EditDialog.tsx";
import { SelectField, TextField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { useOrderEdit } from "./useOrderEdit.ts";

const MOST = 200;

interface Draft extends LineDraft {
  /** Tells the rows apart while some are removed. */
  id: number;
}

function fieldsOf(order: Order): { items: LineBody[]; vat_mode: Order["vat_mode"] } {
  const { currency } = order.total;
  return { items: order.items.map((line) => bodyOf(draftOf(line, currency), currency)), vat_mode: order.vat_mode };
}

/** All lines of an order at once; what they come to is reckoned by the server. */
export function EditLinesDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t, lang } = useWords();
  const { currency } = order.total;
  const last = useRef(0);
  const numbered = (line: LineDraft): Draft => ({ ...line, id: (last.current += 1) });
  const [lines, setLines] = useState<Draft[]>(() =>
    order.items.length > 0 ? order.items.map((line) => numbered(draftOf(line, currency))) : [numbered(NEW_LINE)],
  );
  const [mode, setMode] = useState<string>(order.vat_mode);
  const [errors, setErrors] = useState<Record<number, LineErrors>>({});
  const edit = useOrderEdit(order, fieldsOf, onClose);

  const submit = (): void => {
    const found = Object.fromEntries(lines.map((line) => [line.id, checkLine(line, currency)]));
    setErrors(found);
    if (Object.values(found).some((one) => Object.keys(one).length > 0)) return;
    edit.send({ items: lines.map((line) => bodyOf(line, currency)), vat_mode: mode });
  };

  const show = (field: string, value: unknown): string => {
    if (field === "vat_mode") return t.lines.modes[value as Order["vat_mode"]];
    const rows = (value ?? []) as LineBody[];
    return rows
      .map((one) => `${one.name} — ${number(Number(one.qty), lang)} × ${money({ amount: one.unit_price, currency }, lang)}`)
      .join("\n");
  };

  return (
    <EditDialog
      edit={edit}
      title={t.lines.title(order.number)}
      shape="wide"
      nameOf={(field) => (field === "vat_mode" ? t.lines.mode : t.card.items)}
      show={show}
      onSubmit={submit}
      onClose={onClose}
    >
      {lines.map((line, index) => (
        <LineRow
          key={line.id}
          line={line}
          position={index + 1}
          errors={errors[line.id] ?? {}}
          onLine={(next) => setLines(lines.map((one) => (one.id === line.id ? { ...next, id: one.id } : one)))}
          onRemove={() => setLines(lines.filter((one) => one.id !== line.id))}
        />
      ))}
      <div class="lines-foot">
        <button
          type="button"
          class="button"
          disabled={lines.length >= MOST}
          onClick={() => setLines([...lines, numbered(NEW_LINE)])}
        >
          <Icon name="plus" />
          {t.lines.add}
        </button>
        <SelectField label={t.lines.mode} options={Object.entries(t.lines.modes)} value={mode} onValue={setMode} />
      </div>
    </EditDialog>
  );
}

interface RowProps {
  line: LineDraft;
  position: number;
  errors: LineErrors;
  onLine: (line: LineDraft) => void;
  onRemove: () => void;
}

function LineRow({ line, position, errors, onLine, onRemove }: RowProps) {
  const { t } = useWords();
  const bind = (field: keyof LineErrors) => {
    const wrong = errors[field];
    return {
      value: line[field],
      onValue: (value: string) => onLine({ ...line, [field]: value }),
      error: wrong && t.problem[wrong],
    };
  };
  const vats = VATS.map((one): [string, string] => [one, t.lines.vats[one as keyof typeof t.lines.vats] ?? `${one} %`]);
  return (
    <fieldset class="line-edit" aria-label={t.lines.line(position)}>
      <TextField label={t.newOrder.lineName} maxLength={200} {...bind("name")} />
      <SelectField
        label={t.newOrder.kind}
        options={Object.entries(t.kinds)}
        value={line.kind}
        onValue={(kind) => onLine({ ...line, kind })}
      />
      <TextField label={t.newOrder.quantity} inputMode="decimal" {...bind("quantity")} />
      <TextField label={t.newOrder.price} inputMode="decimal" {...bind("price")} />
      <TextField label={t.lines.discount} inputMode="decimal" {...bind("discount")} />
      <SelectField
        label={t.lines.vat}
        {...(line.vat ? {} : { empty: t.lines.usual })}
        options={vats}
        value={line.vat}
        onValue={(vat) => onLine({ ...line, vat })}
      />
      <button type="button" class="button quiet square" aria-label={t.lines.remove(position)} onClick={onRemove}>
        <Icon name="trash-2" />
      </button>
    </fieldset>
  );
}
