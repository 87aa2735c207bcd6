import { useState } from "preact/hooks";
import { useMay } from "../../api/me.ts";
import type { Line, Order } from "../../api/types.ts";
import { money, number } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import { lazy } from "../../ui/Lazy.tsx";

const EditLinesDialog = lazy<{ order: Order; onClose: () => void }>(() =>
  import("./EditLines.tsx").then((file) => file.EditLinesDialog),
);

/** What was agreed to be done, line by line, and what it comes to. */
export function Lines({ order }: { order: Order }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const mayEdit = useMay("orders:write");
  return (
    <section>
      <header class="section-head">
        <h3>{t.card.items}</h3>
        {mayEdit && (
          <button type="button" class="button small" onClick={() => setOpen(true)}>
            <Icon name="pencil" size={14} />
            {t.lines.edit}
          </button>
        )}
      </header>
      {order.items.length === 0 ? (
        <p class="muted">{t.card.noItems}</p>
      ) : (
        <LineTable order={order} />
      )}
      {isOpen && <EditLinesDialog order={order} onClose={() => setOpen(false)} />}
    </section>
  );
}

/** The lines with what they come to. */
export function LineTable({ order }: { order: Order }) {
  return (
    <table class="items">
      <tbody>
        {order.items.map((line, index) => (
          <Row key={index} line={line} currency={order.total.currency} />
        ))}
      </tbody>
      <Totals order={order} />
    </table>
  );
}

function Row({ line, currency }: { line: Line; currency: string }) {
  const { t, lang } = useWords();
  const rate = line.vat_rate ?? null;
  const notes = [
    t.kinds[line.kind],
    rate === null ? t.lines.noVat : t.lines.withVat(rate),
    Number(line.discount_percent) > 0 && t.lines.minus(number(Number(line.discount_percent), lang)),
    line.technician?.name,
  ];
  return (
    <tr>
      <th scope="row">
        {line.name}
        <small>{notes.filter(Boolean).join(" · ")}</small>
      </th>
      <td>
        {number(Number(line.qty), lang)} × {money({ amount: line.unit_price, currency }, lang)}
      </td>
      <td>{money({ amount: line.total ?? 0, currency }, lang)}</td>
    </tr>
  );
}

function Totals({ order: { totals, vat_mode } }: { order: Order }) {
  const { t, lang } = useWords();
  const rows = [
    [t.totals.discount, totals.discount, totals.discount.amount > 0],
    [t.totals.net, totals.net, totals.vat.amount > 0],
    [t.totals.vat(vat_mode), totals.vat, totals.vat.amount > 0],
    [t.card.total, totals.gross, true],
    [t.totals.paid, totals.paid, true],
    [t.totals.due, totals.due, true],
  ] as const;
  return (
    <tfoot>
      {rows
        .filter(([, , isShown]) => isShown)
        .map(([name, amount]) => (
          <tr key={name} data-main={amount === totals.gross || undefined}>
            <th scope="row" colSpan={2}>
              {name}
            </th>
            <td>{money(amount, lang)}</td>
          </tr>
        ))}
    </tfoot>
  );
}
