import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { editOrder, loadOrder, showOrder } from "../../api/orders.ts";
import type { Order, OrderEdit } from "../../api/types.ts";
import { changes } from "../../lib/conflict.ts";
import { money, number } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { bodyOf, checkLine, draftOf, NEW_LINE, VATS, type LineBody, type LineDraft, type LineErrors } from "../../lib/lines.ts";
import { Refusal } from "../../ui/Banner.tsx";
import { ConflictDialog } from "../../ui/ConflictDialog.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { SelectField, TextField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { toast } from "../../ui/Toasts.tsx";
import { useEdit } from "../../ui/useEdit.ts";

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
  const base = useRef(order).current;
  const { currency } = base.total;
  const last = useRef(0);
  const numbered = (line: LineDraft): Draft => ({ ...line, id: (last.current += 1) });
  const [lines, setLines] = useState<Draft[]>(() =>
    base.items.length > 0 ? base.items.map((line) => numbered(draftOf(line, currency))) : [numbered(NEW_LINE)],
  );
  const [mode, setMode] = useState<string>(base.vat_mode);
  const [errors, setErrors] = useState<Record<number, LineErrors>>({});
  const edit = useEdit<Order>({
    base,
    fieldsOf,
    load: () => loadOrder(base.id),
    save: (fields, version) => editOrder(base.id, fields as OrderEdit, version),
    onSaved: (saved) => {
      showOrder(saved);
      toast(t.card.saved(saved.number));
      onClose();
    },
  });

  const submit = (event: JSX.TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found = Object.fromEntries(lines.map((line) => [line.id, checkLine(line, currency)]));
    setErrors(found);
    if (Object.values(found).some((one) => Object.keys(one).length > 0)) return;
    const wanted = { items: lines.map((line) => bodyOf(line, currency)), vat_mode: mode };
    const fields = changes(fieldsOf(base), wanted);
    if (Object.keys(fields).length === 0) onClose();
    else edit.send(fields);
  };

  const show = (field: string, value: unknown): string => {
    if (field === "vat_mode") return t.lines.modes[value as Order["vat_mode"]];
    const rows = (value ?? []) as LineBody[];
    return rows
      .map((one) => `${one.name} — ${number(Number(one.qty), lang)} × ${money({ amount: one.unit_price, currency }, lang)}`)
      .join("\n");
  };

  if (edit.conflict) {
    return (
      <ConflictDialog
        conflict={edit.conflict}
        isPending={edit.isPending}
        nameOf={(field) => (field === "vat_mode" ? t.lines.mode : t.card.items)}
        show={show}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog title={t.lines.title(order.number)} onClose={onClose} shape="wide">
      <form class="form dialog-body" onSubmit={submit} noValidate>
        <Refusal error={edit.error} />
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
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button class="button primary" disabled={edit.isPending}>
            {t.save}
          </button>
        </footer>
      </form>
    </Dialog>
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
