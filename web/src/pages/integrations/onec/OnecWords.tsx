import { useState } from "preact/hooks";
import { api } from "../../../api/client.ts";
import { refresh } from "../../../api/data.ts";
import { useMutation } from "../../../api/mutation.ts";
import { refreshPartners, type Partner, type PartnerEdit } from "../../../api/partners.ts";
import { useWords } from "../../../lib/i18n.ts";
import { Refusal } from "../../../ui/Banner.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { TextField } from "../../../ui/Field.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { toast } from "../../../ui/Toasts.tsx";
import { ONEC, type Onec } from "./OnecPanel.tsx";
import { keptOf, repeated, rowsOf, RATES, returnedOf, type Row } from "./words.ts";

interface Props {
  partner: Partner;
  onec: Onec;
  onClose: () => void;
}

interface Told {
  returned?: Record<string, string>;
  statuses?: Record<string, string>;
  vat_texts?: Record<string, string>;
}

/** What states and rates of VAT are called in the base, and what its states mean here. */
export function OnecWords({ partner, onec, onClose }: Props) {
  const { t } = useWords();
  const told = partner.settings as Told;
  const [back, setBack] = useState<Row[]>(() => rowsOf(told.returned ?? {}));
  const [out, setOut] = useState<Record<string, string>>(told.statuses ?? {});
  const [vat, setVat] = useState<Record<string, string>>(told.vat_texts ?? {});
  const [version] = useState(partner.version);
  const twice = repeated(back);
  const save = useMutation({
    mutationFn: () =>
      api("PATCH /v1/integrations/{integration_id}", {
        path: { integration_id: partner.id },
        body: {
          settings: { ...partner.settings, returned: returnedOf(back), statuses: keptOf(out), vat_texts: keptOf(vat) },
        } as PartnerEdit,
        version,
      }),
    onSuccess: () => {
      toast(t.integrations.saved(partner.name));
      refreshPartners();
      refresh(ONEC);
      onClose();
    },
  });
  return (
    <Dialog title={t.onec.words} shape="wide" onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!twice) save.mutate();
        }}
      >
        <div class="dialog-body form">
          {onec.mode === "exchange" && <Back rows={back} onRows={setBack} twice={twice} />}
          <fieldset class="field parts">
            <legend>{t.onec.out}</legend>
            <p class="field-hint">{t.onec.outHint}</p>
            {Object.entries(t.status).map(([status, name]) => (
              <TextField
                key={status}
                label={name}
                value={out[status] ?? ""}
                placeholder={onec.words[status] ?? ""}
                maxLength={100}
                onValue={(word) => setOut({ ...out, [status]: word })}
              />
            ))}
          </fieldset>
          <fieldset class="field parts">
            <legend>{t.onec.vat}</legend>
            <p class="field-hint">{t.onec.vatHint}</p>
            {RATES.map((rate) => (
              <TextField
                key={rate}
                label={t.onec.rate(rate)}
                hint={onec.known_rates.includes(vat[rate]?.trim() || rate) || onec.mode === "odata" ? undefined : t.onec.lost}
                value={vat[rate] ?? ""}
                placeholder={rate}
                maxLength={100}
                onValue={(text) => setVat({ ...vat, [rate]: text })}
              />
            ))}
          </fieldset>
          {Boolean(save.error) && <Refusal error={save.error} />}
        </div>
        <div class="dialog-foot">
          <button type="submit" class="button primary" disabled={save.isPending || twice !== null}>
            {t.onec.save}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

interface BackProps {
  rows: Row[];
  onRows: (rows: Row[]) => void;
  twice: string | null;
}

/** What 1C says, row by row, and the state that it means. */
function Back({ rows, onRows, twice }: BackProps) {
  const { t } = useWords();
  const put = (index: number, part: Partial<Row>): void =>
    onRows(rows.map((row, place) => (place === index ? { ...row, ...part } : row)));
  return (
    <fieldset class="field parts">
      <legend>{t.onec.back}</legend>
      <p class="field-hint">{t.onec.backHint}</p>
      {rows.map((row, index) => (
        <div key={index} class="part header-edit">
          <input
            class="input"
            aria-label={`${t.onec.said} ${index + 1}`}
            aria-invalid={twice !== null && row.said.trim().toLowerCase() === twice}
            value={row.said}
            maxLength={100}
            onInput={(event) => put(index, { said: event.currentTarget.value })}
          />
          <select
            class="input select"
            aria-label={`${t.onec.becomes} ${index + 1}`}
            value={row.to}
            onChange={(event) => put(index, { to: event.currentTarget.value })}
          >
            {Object.entries(t.status).map(([status, name]) => (
              <option key={status} value={status}>
                {name}
              </option>
            ))}
          </select>
          <button
            type="button"
            class="button quiet square"
            aria-label={`${t.onec.remove} ${index + 1}`}
            onClick={() => onRows(rows.filter((_, place) => place !== index))}
          >
            <Icon name="trash-2" />
          </button>
        </div>
      ))}
      {twice !== null && (
        <p class="field-error" role="alert">
          {t.onec.twice}
        </p>
      )}
      <button type="button" class="button small" onClick={() => onRows([...rows, { said: "", to: "completed" }])}>
        <Icon name="plus" size={14} />
        {t.onec.add}
      </button>
    </fieldset>
  );
}
