import { useState } from "preact/hooks";
import { useWords } from "../lib/i18n.ts";
import { PRESETS, SHORT, type Period, type Preset } from "../lib/period.ts";
import { countDays, type Day } from "../lib/time.ts";
import { address, patched, setQuery, usePlace, type Patch } from "../lib/url.ts";
import { TextField } from "./Field.tsx";
import { period as periodText } from "../lib/format.ts";
import { FormDialog } from "./FormDialog.tsx";
import { Icon } from "./Icon.tsx";
import { Link } from "./Link.tsx";

/** Another period starts its list anew. */
const PLAIN: Patch = { days: null, from: null, to: null, cursor: null };
const YEAR = 365;

interface Props {
  period: Period;
  /** Offer a whole year too. */
  long?: boolean;
}

/** Presets as links, and own dates; the rest of the address stays. */
export function PeriodPicker({ period, long = false }: Props) {
  const { t, lang } = useWords();
  const { path, query } = usePlace();
  const [open, setOpen] = useState(false);
  const presets: readonly Preset[] = long ? PRESETS : SHORT;
  const isOwn = !presets.some((one) => one === period.preset);
  return (
    <>
      <div class="segments" role="group" aria-label={t.figures.period}>
        {presets.map((days) => (
          <Link
            key={days}
            href={address(path, patched(query, { ...PLAIN, days: String(days) }))}
            aria-current={period.preset === days ? "true" : undefined}
          >
            {days === YEAR ? t.figures.year : t.figures.days(days)}
          </Link>
        ))}
        <button type="button" aria-pressed={isOwn} onClick={() => setOpen(true)}>
          <Icon name="calendar" size={14} />
          {isOwn ? periodText(period.from, period.to, lang) : t.figures.dates}
        </button>
      </div>
      {open && (
        <Dates
          title={t.figures.period}
          dates={period}
          onDates={(dates) => setQuery({ ...PLAIN, ...dates }, { depth: 0 })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

interface Span {
  from: Day;
  to: Day;
}

interface DatesProps {
  title: string;
  dates: Span;
  onDates: (dates: Span) => void;
  onClose: () => void;
}

/** Two days of the calendar, checked. */
export function Dates({ title, dates, onDates, onClose }: DatesProps) {
  const { t } = useWords();
  const [from, setFrom] = useState(dates.from);
  const [to, setTo] = useState(dates.to);
  const [bad, setBad] = useState(false);
  const submit = (): void => {
    if (!from || !to || from > to || countDays(from, to) > 366) {
      setBad(true);
      return;
    }
    onClose();
    onDates({ from, to });
  };
  return (
    <FormDialog title={title} action={t.figures.apply} onSubmit={submit} onClose={onClose}>
      <div class="form-row">
        <TextField type="date" label={t.figures.from} value={from} onValue={setFrom} error={bad ? t.figures.badDates : undefined} />
        <TextField type="date" label={t.figures.to} value={to} onValue={setTo} />
      </div>
    </FormDialog>
  );
}
