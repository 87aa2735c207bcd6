import { useRef, useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { refreshSoon, showRow } from "../../api/data.ts";
import type { Catalogue } from "../../api/exports.ts";
import { useMutation } from "../../api/mutation.ts";
import { useWords } from "../../lib/i18n.ts";
import type { Fault } from "../../lib/schema.ts";
import type { Day } from "../../lib/time.ts";
import { TextField } from "../../ui/Field.tsx";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { toast } from "../../ui/Toasts.tsx";
import { faultsIn, wishIn, wishOf } from "../../lib/wish.ts";
import { WishFields } from "./WishFields.tsx";

interface Props {
  there: Catalogue;
  dates: { from: Day; to: Day };
  onClose: () => void;
}

/** One file, now. */
export function AskDialog({ there, dates, onClose }: Props) {
  const { t, lang } = useWords();
  const [wish, setWish] = useState(() => wishOf(there, null, lang));
  const [{ from, to }, setDates] = useState(dates);
  const [faults, setFaults] = useState<Record<string, Fault>>({});
  const [isBad, setBad] = useState(false);
  const asked = useRef({ body: "", key: "" });
  const ask = useMutation({
    mutationFn: () => {
      const body = { ...wishIn(there, wish, lang), from, to };
      const text = JSON.stringify(body);
      // The same words sent again are the same export; other words are another.
      if (asked.current.body !== text) asked.current = { body: text, key: crypto.randomUUID() };
      return api("POST /v1/exports", { body, idempotencyKey: asked.current.key });
    },
    onSuccess: (made) => {
      showRow("GET /v1/exports", made, () => true);
      toast(t.exports.queued);
      onClose();
    },
    onSettled: () => refreshSoon("GET /v1/exports"),
  });
  const submit = (): void => {
    const found = faultsIn(there, wish, lang);
    const bad = !from || !to || from > to;
    setFaults(found);
    setBad(bad);
    if (!bad && Object.keys(found).length === 0) ask.mutate();
  };
  return (
    <FormDialog
      title={t.exports.newExport}
      error={ask.error}
      action={t.exports.create}
      disabled={ask.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <div class="form-row">
        <TextField
          type="date"
          label={t.exports.from}
          value={from}
          onValue={(day) => setDates({ from: day, to })}
          error={isBad ? t.exports.badDates : ruleOf(ask.error, "from")}
        />
        <TextField
          type="date"
          label={t.exports.to}
          value={to}
          onValue={(day) => setDates({ from, to: day })}
          error={ruleOf(ask.error, "to")}
        />
      </div>
      <WishFields there={there} wish={wish} onWish={setWish} faults={faults} error={ask.error} />
    </FormDialog>
  );
}
