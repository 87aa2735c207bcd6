import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import type { Move, Status } from "../../api/types.ts";
import { useWords } from "../../lib/i18n.ts";
import type { MoveField, MoveShape } from "../../lib/moves.ts";
import { fromWallClock } from "../../lib/time.ts";
import { AreaField, ChoiceField, SelectField, TextField } from "../../ui/Field.tsx";
import { ruleOf } from "../../ui/problems.ts";

export type Values = Partial<Record<MoveField, string>>;

const TIMES: MoveField[] = ["scheduled_start", "scheduled_end"];

/** Say the values as the API takes them: times of the company become instants. */
export function bodyOf(to: Status, fields: readonly MoveShape[], values: Values): Move {
  const { zone } = config().company;
  const given: Values = {};
  for (const { field } of fields) {
    const value = values[field]?.trim();
    if (value) given[field] = TIMES.includes(field) ? fromWallClock(value, zone) : value;
  }
  return { ...given, to } as Move;
}

/** Name the fields that must be filled and are not. */
export function missingOf(fields: readonly MoveShape[], values: Values): MoveField[] {
  return fields.filter((one) => one.required && !values[one.field]?.trim()).map((one) => one.field);
}

interface FieldsProps {
  fields: readonly MoveShape[];
  values: Values;
  onValue: (field: MoveField, value: string) => void;
  missing: readonly MoveField[];
  error: unknown;
}

/** What a move asks for. */
export function MoveFields({ fields, values, onValue, missing, error }: FieldsProps) {
  const { t } = useWords();
  return (
    <div class="move-fields">
      {fields.map(({ field, required }) => (
        <MoveInput
          key={field}
          field={field}
          optional={!required}
          value={values[field] ?? ""}
          onValue={(value) => onValue(field, value)}
          error={missing.includes(field) ? t.problem.required : ruleOf(error, field)}
        />
      ))}
    </div>
  );
}

interface InputProps {
  field: MoveField;
  optional: boolean;
  value: string;
  onValue: (value: string) => void;
  error: string | undefined;
}

function MoveInput({ field, ...rest }: InputProps) {
  const { t } = useWords();
  switch (field) {
    case "technician_id":
      return <TechnicianField label={t.move.technician} empty={t.move.choose} {...rest} />;
    case "scheduled_start":
    case "scheduled_end": {
      const label = field === "scheduled_start" ? t.move.start : t.move.end;
      const hint = field === "scheduled_start" ? t.move.zone(config().company.zone) : undefined;
      return <TextField type="datetime-local" label={label} hint={hint} {...rest} />;
    }
    case "hold_reason":
      return <ChoiceField label={t.move.holdReason} options={Object.entries(t.hold)} {...rest} />;
    case "outcome":
      return <ChoiceField label={t.move.outcome} options={Object.entries(t.outcome)} {...rest} />;
    case "rework_cause":
      return <SelectField label={t.edit.rework_cause} options={Object.entries(t.derive.causes)} empty={t.derive.noCause} {...rest} />;
    case "cancelled_by":
      return <ChoiceField label={t.move.cancelledBy} options={Object.entries(t.by)} {...rest} />;
    case "reason":
      return <AreaField label={t.move.reason} rows={2} maxLength={500} {...rest} />;
  }
}

interface TechnicianProps {
  label: string;
  empty: string;
  value: string;
  onValue: (value: string) => void;
  optional?: boolean;
  error?: string | undefined;
}

/** One of the technicians who are active, or the one who is chosen already. */
export function TechnicianField({ value, ...rest }: TechnicianProps) {
  const technicians = useApi("GET /v1/technicians", {}, { staleTime: 60_000 });
  const shown = technicians.data?.items.filter((one) => one.active || one.id === value) ?? [];
  return <SelectField options={shown.map((one): [string, string] => [one.id, one.name])} value={value} {...rest} />;
}
