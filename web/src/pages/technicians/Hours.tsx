import { MOST_SHIFTS, USUAL, type Shift } from "../../lib/calendar.ts";
import { useWords } from "../../lib/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";

interface Props {
  /** Whose hours these are: a weekday or a period. */
  label: string;
  shifts: Shift[];
  onShifts: (shifts: Shift[]) => void;
  error?: string | undefined;
}

/** The hours of one day: from and till, more than once where there is a break; none is a day off. */
export function Hours({ label, shifts, onShifts, error }: Props) {
  const { t } = useWords();
  const last = shifts.at(-1);
  return (
    <div class="hours" data-wrong={error ? true : undefined}>
      {shifts.length === 0 && <span class="muted">{t.technicians.dayOff}</span>}
      {shifts.map((shift, index) => (
        <span key={index} class="shift">
          {(["start", "end"] as const).map((end) => (
            <input
              key={end}
              type="time"
              class="input"
              aria-label={t.calendar[end](label, index + 1)}
              aria-invalid={error ? true : undefined}
              value={shift[end]}
              onInput={(event) => onShifts(shifts.with(index, { ...shift, [end]: event.currentTarget.value }))}
            />
          ))}
          <button
            type="button"
            class="button quiet square"
            aria-label={t.calendar.remove(label, index + 1)}
            onClick={() => onShifts(shifts.toSpliced(index, 1))}
          >
            <Icon name="x" size={14} />
          </button>
        </span>
      ))}
      {shifts.length < MOST_SHIFTS && (
        <button
          type="button"
          class="button quiet small"
          onClick={() => onShifts([...shifts, last ? { start: last.end, end: "" } : USUAL])}
        >
          <Icon name="plus" size={14} />
          {last ? t.calendar.more : t.calendar.add}
          <span class="sr-only"> {label}</span>
        </button>
      )}
      {error && <p class="field-error">{error}</p>}
    </div>
  );
}
