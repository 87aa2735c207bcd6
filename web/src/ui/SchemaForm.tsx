import { useWords } from "../lib/i18n.ts";
import { isShown, type Draft, type Fault, type Slot } from "../lib/schema.ts";
import { AreaField, SelectField, TextField } from "./Field.tsx";

interface Props {
  slots: readonly Slot[];
  draft: Draft;
  onDraft: (draft: Draft) => void;
  /** What is wrong with a field, in words: ours or the server's. */
  errorOf: (name: string) => string | undefined;
  /** Names of the secrets that there are; theirs may stay empty. */
  kept?: Record<string, unknown>;
}

/** The fields that a JSON Schema asks for; see lib/schema.ts for what is drawn of what. */
export function SchemaForm({ slots, draft, onDraft, errorOf, kept = {} }: Props) {
  return (
    <>
      {slots
        .filter((slot) => isShown(slot, draft))
        .map((slot) => (
          <SlotField
            key={slot.name}
            slot={slot}
            value={draft[slot.name] ?? ""}
            onValue={(value) => onDraft({ ...draft, [slot.name]: value })}
            error={errorOf(slot.name)}
            isKept={slot.name in kept}
          />
        ))}
    </>
  );
}

interface SlotProps {
  slot: Slot;
  value: string | boolean;
  onValue: (value: string | boolean) => void;
  error: string | undefined;
  isKept: boolean;
}

function SlotField({ slot, value, onValue, error, isKept }: SlotProps) {
  const { t } = useWords();
  const { kind, label, hint } = slot;
  if (kind === "flag") {
    return (
      <div class="field">
        <div class="checks">
          <label class="check">
            <input type="checkbox" checked={value === true} onChange={(event) => onValue(event.currentTarget.checked)} />
            <span>{label}</span>
          </label>
        </div>
        {(error ?? hint) && <p class={error ? "field-error" : "field-hint"}>{error ?? hint}</p>}
      </div>
    );
  }
  const common = {
    label,
    error,
    hint: kind === "secret" && isKept ? t.schema.kept : hint,
    optional: !slot.isNeeded && kind !== "choice" && slot.usual === undefined,
    value: String(value),
    onValue,
  };
  const length = slot.longest === undefined ? {} : { maxLength: slot.longest };
  switch (kind) {
    case "choice":
      return <SelectField {...common} options={slot.options} {...(slot.usual === undefined ? { empty: t.move.choose } : {})} />;
    case "area":
      return <AreaField {...common} {...length} rows={3} />;
    case "number":
      return <TextField {...common} inputMode="decimal" />;
    case "secret":
      return <TextField {...common} {...length} type="password" autocomplete="new-password" />;
    case "url":
      return <TextField {...common} {...length} type="url" inputMode="url" placeholder="https://" />;
    default:
      return <TextField {...common} {...length} />;
  }
}

/** Name a fault that was found here in the reader's words. */
export function useFaultWords(): (fault: Fault | undefined) => string | undefined {
  const { t } = useWords();
  return (fault) =>
    fault && { required: t.problem.required, badUrl: t.problem.badUrl, number: t.schema.number, form: t.schema.form }[fault];
}
