import { useState } from "preact/hooks";
import { useWords } from "../lib/i18n.ts";
import { PRESETS, type Period } from "../lib/period.ts";
import { countDays } from "../lib/time.ts";
import { address, patched, setQuery, usePlace, type Patch } from "../lib/url.ts";
import { TextField } from "./Field.tsx";
import { period as periodText } from "../lib/format.ts";
import { FormDialog } from "./FormDialog.tsx";
import { Icon } from "./Icon.tsx";
import { Link } from "./Link.tsx";

/** Another period starts its list anew. */
const PLAIN: Patch = { days: null, from: null, to: null, cursor: null };

/** Presets as links, and own dates; the rest of the address stays. */
export function PeriodPicker({ period }: { period: Period }) {
  const { t, lang } = useWords();
  const { path, query } = usePlace();
  const [open, setOpen] = useState(false);
  return (
    <>
      <div class="segments" role="group" aria-label={t.figures.period}>
        {PRESETS.map((days) => (
          <Link
            key={days}
            href={address(path, patched(query, { ...PLAIN, days: String(days) }))}
            aria-current={period.preset === days ? "true" : undefined}
          >
            {t.figures.days(days)}
          </Link>
        ))}
        <button type="button" aria-pressed={period.preset === null} onClick={() => setOpen(true)}>
          <Icon name="calendar" size={14} />
          {period.preset === null ? periodText(period.from, period.to, lang) : t.figures.dates}
        </button>
      </div>
      {open && <Dates period={period} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dates({ period, onClose }: { period: Period; onClose: () => void }) {
  const { t } = useWords();
  const [from, setFrom] = useState(period.from);
  const [to, setTo] = useState(period.to);
  const [bad, setBad] = useState(false);
  const submit = (): void => {
    if (!from || !to || from > to || countDays(from, to) > 366) {
      setBad(true);
      return;
    }
    onClose();
    setQuery({ ...PLAIN, from, to }, { depth: 0 });
  };
  return (
    <FormDialog title={t.figures.period} action={t.figures.apply} onSubmit={submit} onClose={onClose}>
      <div class="form-row">
        <TextField type="date" label={t.figures.from} value={from} onValue={setFrom} error={bad ? t.figures.badDates : undefined} />
        <TextField type="date" label={t.figures.to} value={to} onValue={setTo} />
      </div>
    </FormDialog>
  );
}
