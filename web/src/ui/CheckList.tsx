import { useId } from "preact/hooks";

interface Props {
  legend: string;
  options: [value: string, text: string][];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  error?: string | undefined;
  /** Values that say nothing to the reader are not shown beside the words. */
  plain?: boolean;
}

/** Several of a few, all in sight; what is chosen stays in the order of the list. */
export function CheckList({ legend, options, chosen, onChange, error, plain }: Props) {
  const note = useId();
  const flip = (value: string): void =>
    onChange(options.map(([one]) => one).filter((one) => chosen.includes(one) !== (one === value)));
  return (
    <fieldset class="field" aria-describedby={error ? note : undefined}>
      <legend>{legend}</legend>
      <div class="checks">
        {options.map(([value, text]) => (
          <label key={value} class="check">
            <input type="checkbox" checked={chosen.includes(value)} onChange={() => flip(value)} />
            <span>{text}</span>
            {!plain && <code>{value}</code>}
          </label>
        ))}
      </div>
      {error && (
        <p id={note} class="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
