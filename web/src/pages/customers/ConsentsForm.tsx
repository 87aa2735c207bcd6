import { useState } from "preact/hooks";
import { config } from "../../api/config.ts";
import type { Customer } from "../../api/types.ts";
import { checkConsent, consentDraft, consentOf, type Consent, type ConsentDraft, type ConsentErrors } from "../../lib/customer.ts";
import { instant } from "../../lib/format.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { toWallClock } from "../../lib/time.ts";
import { EditDialog } from "../../ui/EditDialog.tsx";
import { SelectField, TextField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { useCustomerEdit } from "./useCustomerEdit.ts";

const MOST = 50;

/** Name the way by which a consent came; what others have written is shown as it is. */
export function channelOf(channel: string, t: Messages): string {
  return t.consent.channels[channel as keyof typeof t.consent.channels] ?? channel;
}

/** The consents of a customer: which text, by which way, when given and when withdrawn. */
export function ConsentsForm({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const { t, lang } = useWords();
  const { zone } = config().company;
  const draftsOf = (row: Customer): ConsentDraft[] => (row.consents ?? []).map((one) => consentDraft(one, zone));
  const bodyOf = (drafts: ConsentDraft[]) => ({ consents: drafts.map((one) => consentOf(one, zone)) });
  const now = (): string => toWallClock(new Date().toISOString(), zone);
  const blank = (last: ConsentDraft | undefined): ConsentDraft => ({
    channel: "",
    text_version: last?.text_version ?? "",
    given_at: now(),
    withdrawn_at: "",
    kept: ["", ""],
  });
  const [drafts, setDrafts] = useState(() => {
    const known = draftsOf(customer);
    return known.length > 0 ? known : [blank(undefined)];
  });
  const [errors, setErrors] = useState<ConsentErrors[]>([]);
  const edit = useCustomerEdit(customer, (row) => bodyOf(draftsOf(row)), onClose);

  const submit = (): void => {
    const found = drafts.map(checkConsent);
    setErrors(found);
    if (found.every((one) => Object.keys(one).length === 0)) edit.send(bodyOf(drafts));
  };
  const change = (next: ConsentDraft[]): void => {
    setDrafts(next);
    setErrors([]);
  };
  const moment = (at: string): string => instant(at, lang, zone, "minute");
  const say = ({ channel, text_version, given_at, withdrawn_at }: Consent): string =>
    [
      t.customers.consentText(text_version),
      channelOf(channel, t),
      `${t.customers.given} ${moment(given_at)}`,
      withdrawn_at && `${t.customers.withdrawn} ${moment(withdrawn_at)}`,
    ]
      .filter(Boolean)
      .join(", ");
  return (
    <EditDialog
      edit={edit}
      title={t.customers.consents}
      shape="wide"
      nameOf={() => t.customers.consents}
      show={(_, value) => ((value ?? []) as Consent[]).map(say).join("\n")}
      onSubmit={submit}
      onClose={onClose}
    >
      <div class="parts">
        {drafts.map((one, index) => (
          <ConsentRow
            key={index}
            position={index + 1}
            draft={one}
            errorOf={(name) => {
              const wrong = errors[index]?.[name];
              return wrong ? t.problem[wrong] : ruleOf(edit.error, `consents.${index}.${name}`);
            }}
            onDraft={(next) => change(drafts.with(index, next))}
            onRemove={() => change(drafts.toSpliced(index, 1))}
          />
        ))}
        <p class="field-hint">{t.move.zone(zone)}</p>
        <button type="button" class="button small" disabled={drafts.length >= MOST} onClick={() => change([...drafts, blank(drafts.at(-1))])}>
          <Icon name="plus" size={14} />
          {t.consent.add}
        </button>
      </div>
    </EditDialog>
  );
}

interface RowProps {
  position: number;
  draft: ConsentDraft;
  errorOf: (name: keyof ConsentErrors) => string | undefined;
  onDraft: (draft: ConsentDraft) => void;
  onRemove: () => void;
}

function ConsentRow({ position, draft, errorOf, onDraft, onRemove }: RowProps) {
  const { t } = useWords();
  const bind = (name: keyof ConsentErrors) => ({
    label: t.consent[name],
    value: draft[name],
    onValue: (value: string) => onDraft({ ...draft, [name]: value }),
    error: errorOf(name),
  });
  const channels: [string, string][] = Object.entries(t.consent.channels);
  if (draft.channel && !(draft.channel in t.consent.channels)) channels.push([draft.channel, draft.channel]);
  return (
    <fieldset class="part consent-edit" aria-label={t.consent.one(position)}>
      <TextField maxLength={64} placeholder="2026-1" {...bind("text_version")} />
      <SelectField empty={t.move.choose} options={channels} {...bind("channel")} />
      <TextField type="datetime-local" {...bind("given_at")} />
      <TextField type="datetime-local" {...bind("withdrawn_at")} />
      <button type="button" class="button quiet square" aria-label={t.consent.remove(position)} onClick={onRemove}>
        <Icon name="trash-2" />
      </button>
    </fieldset>
  );
}
