import { setQuery } from "../lib/url.ts";

interface Props {
  name: string;
  label: string;
  any: string;
  value: string | null;
  options: readonly (readonly [value: string, text: string])[];
}

/** A filter in the address: one of a few, or any. */
export function Choice({ name, label, any, value, options }: Props) {
  // What is asked for is shown even if it is not among those known: a deleted integration.
  const isKnown = !value || options.some(([one]) => one === value);
  return (
    <select
      class="input select"
      aria-label={label}
      value={value ?? ""}
      onChange={(event) => setQuery({ [name]: event.currentTarget.value, cursor: null }, { depth: 0 })}
    >
      <option value="">{any}</option>
      {!isKnown && <option value={value}>{value}</option>}
      {options.map(([one, text]) => (
        <option key={one} value={one}>
          {text}
        </option>
      ))}
    </select>
  );
}
