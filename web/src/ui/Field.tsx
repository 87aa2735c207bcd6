import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { useWords } from "../lib/i18n.ts";

interface Common {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean;
}

interface Wired {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
}

/** A label, a control, and what is wrong with it; tied together for screen readers. */
export function Field({
  label,
  hint,
  error,
  optional,
  children,
}: Common & { children: (wired: Wired) => ComponentChildren }) {
  const { t } = useWords();
  const id = useId();
  const note = error ?? hint;
  const wired: Wired = { id };
  if (note) wired["aria-describedby"] = `${id}-note`;
  if (error) wired["aria-invalid"] = true;
  return (
    <div class="field">
      <label for={id}>
        {label}
        {optional && <span class="field-optional"> {t.optional}</span>}
      </label>
      {children(wired)}
      {note && (
        <p id={`${id}-note`} class={error ? "field-error" : "field-hint"}>
          {note}
        </p>
      )}
    </div>
  );
}

type InputProps = Common & Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "label" | "value"> & {
  value: string;
  onValue: (value: string) => void;
};

/** One line of text. */
export function TextField({ label, hint, error, optional, value, onValue, ...rest }: InputProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(optional ? { optional } : {})}>
      {(wired) => (
        <input class="input" value={value} onInput={(event) => onValue(event.currentTarget.value)} {...rest} {...wired} />
      )}
    </Field>
  );
}

type SelectProps = Common & {
  value: string;
  onValue: (value: string) => void;
  options: [value: string, text: string][];
  /** The first, empty choice. */
  empty?: string;
};

/** One of a few. */
export function SelectField({ label, hint, error, optional, value, onValue, options, empty }: SelectProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(optional ? { optional } : {})}>
      {(wired) => (
        <select class="input select" value={value} onChange={(event) => onValue(event.currentTarget.value)} {...wired}>
          {empty !== undefined && <option value="">{empty}</option>}
          {options.map(([one, text]) => (
            <option key={one} value={one}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type AreaProps = Common & { value: string; onValue: (value: string) => void; rows?: number; maxLength?: number };

/** Several lines of text. */
export function AreaField({ label, hint, error, optional, value, onValue, ...rest }: AreaProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(optional ? { optional } : {})}>
      {(wired) => (
        <textarea class="input area" value={value} onInput={(event) => onValue(event.currentTarget.value)} {...rest} {...wired} />
      )}
    </Field>
  );
}

/** One of a few, all in sight. */
export function ChoiceField({ label, error, value, onValue, options }: SelectProps) {
  const name = useId();
  return (
    <fieldset class="field choices" aria-describedby={error ? `${name}-note` : undefined}>
      <legend>{label}</legend>
      <div class="choice-row">
        {options.map(([one, text]) => (
          <label key={one} class="choice">
            <input type="radio" name={name} value={one} checked={value === one} onChange={() => onValue(one)} />
            {text}
          </label>
        ))}
      </div>
      {error && (
        <p id={`${name}-note`} class="field-error">
          {error}
        </p>
      )}
    </fieldset>
  );
}
