import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { refresh, refreshSoon } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import { useMutation } from "../../api/mutation.ts";
import { ApiError } from "../../api/problem.ts";
import type { BulkResult, OrderRow, Status } from "../../api/types.ts";
import { useWords } from "../../lib/i18n.ts";
import { fieldsOf, NEXT, type MoveField, type MoveShape } from "../../lib/moves.ts";
import { Refusal } from "../../ui/Banner.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { SelectField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { explain, explainMove } from "../../ui/problems.ts";
import { bodyOf, missingOf, MoveFields, TechnicianField, type Values } from "./MoveFields.tsx";

type Kind = "assign" | "move";

/** What can be done with the chosen rows; it stands below them, in reach. */
export function BulkBar({ rows, onClear }: { rows: OrderRow[]; onClear: () => void }) {
  const { t } = useWords();
  const [kind, setKind] = useState<Kind | null>(null);
  const mayAssign = useMay("orders:write");
  return (
    <div class="bulk" role="region" aria-label={t.bulk.label}>
      <strong aria-live="polite">{t.bulk.chosen(rows.length)}</strong>
      {mayAssign && (
        <button type="button" class="button" onClick={() => setKind("assign")}>
          <Icon name="user" />
          {t.bulk.assign}
        </button>
      )}
      <button type="button" class="button" onClick={() => setKind("move")}>
        <Icon name="arrow-right" />
        {t.bulk.move}
      </button>
      <button type="button" class="button" onClick={() => void import("./saveOrders.ts").then(({ saveOrders }) => saveOrders(rows, t))}>
        <Icon name="download" />
        {t.columns.save}
      </button>
      <button type="button" class="button quiet" onClick={onClear}>
        {t.bulk.clear}
      </button>
      {kind && <BulkDialog kind={kind} rows={rows} onClose={() => setKind(null)} />}
    </div>
  );
}

/** The rows may stand in different states: what some of them need is asked for, the server says the rest. */
function shapeOf(to: Status, rows: OrderRow[]): MoveShape[] {
  const known = new Set<string>();
  return rows
    .flatMap((row) => fieldsOf(row.status, to, Boolean(row.technician_id)))
    .filter(({ field }) => !known.has(field) && known.add(field));
}

function BulkDialog({ kind, rows, onClose }: { kind: Kind; rows: OrderRow[]; onClose: () => void }) {
  const { t } = useWords();
  const [technician, setTechnician] = useState("");
  const [to, setTo] = useState<Status | "">("");
  const [values, setValues] = useState<Values>({});
  const [missing, setMissing] = useState<(MoveField | "to")[]>([]);
  const key = useRef(crypto.randomUUID());
  const fields = to ? shapeOf(to, rows) : [];
  const states = Object.keys(t.status).filter((one) => rows.some((row) => NEXT[row.status]?.includes(one))) as Status[];

  const run = useMutation({
    mutationFn: () =>
      api("POST /v1/orders/bulk", {
        body: {
          ids: rows.map((row) => row.id),
          versions: Object.fromEntries(rows.map((row) => [row.id, row.version])),
          action: to ? { transition: bodyOf(to, fields, values) } : { assign: { technician_id: technician } },
        },
        idempotencyKey: key.current,
      }),
    onSuccess: () => {
      refresh("GET /v1/orders/{order_id}");
      refreshSoon("GET /v1/orders");
    },
    onError: () => {
      key.current = crypto.randomUUID();
    },
  });

  const submit = (event: JSX.TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const left: (MoveField | "to")[] = kind === "assign" ? (technician ? [] : ["technician_id"]) : missingOf(fields, values);
    if (kind === "move" && !to) left.push("to");
    setMissing(left);
    if (left.length === 0) run.mutate();
  };

  return (
    <Dialog title={kind === "assign" ? t.bulk.assignTitle(rows.length) : t.bulk.moveTitle(rows.length)} onClose={onClose}>
      {run.data ? (
        <Results results={run.data.results} rows={rows} to={to || null} onClose={onClose} />
      ) : (
        <form class="form dialog-body" onSubmit={submit} noValidate>
          <Refusal error={run.error} />
          {kind === "assign" ? (
            <TechnicianField
              label={t.move.technician}
              empty={t.move.choose}
              value={technician}
              onValue={setTechnician}
              error={missing.includes("technician_id") ? t.problem.required : undefined}
            />
          ) : (
            <>
              <SelectField
                label={t.bulk.to}
                empty={t.move.choose}
                options={states.map((one): [string, string] => [one, t.status[one]])}
                value={to}
                onValue={(value) => setTo(value as Status | "")}
                error={missing.includes("to") ? t.problem.required : undefined}
              />
              <MoveFields
                fields={fields}
                values={values}
                onValue={(field, value) => setValues({ ...values, [field]: value })}
                missing={missing.filter((one) => one !== "to")}
                error={run.error}
              />
            </>
          )}
          <footer class="dialog-foot">
            <button type="button" class="button" onClick={onClose}>
              {t.cancel}
            </button>
            <button class="button primary" disabled={run.isPending}>
              {t.bulk.run}
            </button>
          </footer>
        </form>
      )}
    </Dialog>
  );
}

interface ResultsProps {
  results: BulkResult[];
  rows: OrderRow[];
  to: Status | null;
  onClose: () => void;
}

/** What became of each row, those that failed first. */
function Results({ results, rows, to, onClose }: ResultsProps) {
  const { t } = useWords();
  const numbers = new Map(rows.map((row) => [row.id, row.number]));
  const sorted = [...results].sort((a, b) => Number(a.status === "ok") - Number(b.status === "ok"));
  const done = results.filter((one) => one.status === "ok").length;
  return (
    <div class="dialog-body">
      <p role="status">{t.bulk.done(done, results.length)}</p>
      <ul class="rows results">
        {sorted.map((one) => (
          <li key={one.id} data-status={one.status}>
            <span class="tone" data-tone={one.status === "ok" ? "green" : "red"}>
              <Icon name={one.status === "ok" ? "circle-check" : "circle-x"} />
            </span>
            <span>
              <strong>{t.orders.open(numbers.get(one.id) ?? one.id)}</strong>
              <small>{one.status === "ok" ? t.bulk.ok : reasonOf(one, to)}</small>
            </span>
          </li>
        ))}
      </ul>
      <footer class="dialog-foot">
        <button type="button" class="button primary" onClick={onClose}>
          {t.close}
        </button>
      </footer>
    </div>
  );
}

function reasonOf({ problem }: BulkResult, to: Status | null): string {
  const error = new ApiError(Number(problem?.["status"] ?? 500), problem ?? {});
  if (error.errors.length > 0) return error.errors.map((one) => `${one.field}: ${one.rule}`).join("; ");
  return to ? explainMove(error, to) : explain(error);
}
