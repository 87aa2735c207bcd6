import { useState } from "preact/hooks";
import { api } from "../../../api/client.ts";
import { ApiError } from "../../../api/problem.ts";
import { useMutation } from "../../../api/mutation.ts";
import { useWords } from "../../../lib/i18n.ts";
import { Refusal } from "../../../ui/Banner.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { TextField } from "../../../ui/Field.tsx";

const NOT_FOUND = 404;

/** One order as 1C would get it, and what is wrong with it. */
export function OnecPreview({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const [number, setNumber] = useState("");
  const shown = useMutation({
    mutationFn: () =>
      api("GET /v1/integrations/{integration_id}/onec/preview/{number}", {
        path: { integration_id: id, number: number.trim() },
      }),
  });
  const found = shown.data;
  const isAbsent = shown.error instanceof ApiError && shown.error.status === NOT_FOUND;
  const remarks = [...(found?.faults ?? []), ...(found?.notices ?? [])];
  return (
    <Dialog title={t.onec.preview} shape="wide" onClose={onClose}>
      <form
        class="dialog-body form"
        onSubmit={(event) => {
          event.preventDefault();
          if (number.trim()) shown.mutate();
        }}
      >
        <TextField label={t.onec.order} value={number} onValue={setNumber} maxLength={11} inputMode="numeric" autofocus />
        <button type="submit" class="button primary" disabled={shown.isPending || !number.trim()}>
          {t.onec.show}
        </button>
        {isAbsent && (
          <p class="field-error" role="alert">
            {t.onec.noOrder}
          </p>
        )}
        {Boolean(shown.error) && !isAbsent && <Refusal error={shown.error} />}
        {found && remarks.length === 0 && <p>{t.onec.fine}</p>}
        {remarks.length > 0 && (
          <ul class="rows">
            {remarks.map((one) => (
              <li key={`${one.code} ${one.field}`}>
                <span>{one.words}</span>
                <code class="muted">{one.field}</code>
              </li>
            ))}
          </ul>
        )}
        {found && <pre class="code wrap">{found.text.replaceAll("><", ">\n<")}</pre>}
      </form>
    </Dialog>
  );
}
