import { useState } from "preact/hooks";
import { minutes } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { bodyOf, fieldOf, type Policy, type Rules } from "../../lib/rules.ts";
import { EditDialog } from "../../ui/EditDialog.tsx";
import { ChoiceField, TextField } from "../../ui/Field.tsx";
import { useRules } from "./useRules.ts";
import { nameOf, ruleAt, show } from "./words.ts";

interface Draft {
  id: string;
  types: string;
  priorities: NonNullable<Policy["priorities"]>;
  response: string;
  resolution: string;
  works: string;
}

const EMPTY: Draft = { id: "", types: "", priorities: [], response: "60", resolution: "480", works: "calendar" };
const LEVELS = ["low", "normal", "high", "urgent"] as const;
const SLUG = /^[a-z][a-z0-9_-]{0,31}$/;
const TYPE = /^[a-z][a-z0-9_]{0,31}$/;

function draftOf(policy: Policy): Draft {
  return {
    id: policy.id,
    types: (policy.types ?? []).join(", "),
    priorities: policy.priorities ?? [],
    response: String(policy.response_minutes),
    resolution: String(policy.resolution_minutes),
    works: policy.works ?? "calendar",
  };
}

function typesOf(text: string): string[] {
  return text.split(",").map((one) => one.trim().toLowerCase()).filter(Boolean);
}

function policyOf(draft: Draft): Policy {
  return {
    id: draft.id.trim(),
    types: typesOf(draft.types),
    priorities: LEVELS.filter((one) => draft.priorities.includes(one)),
    response_minutes: Number(draft.response),
    resolution_minutes: Number(draft.resolution),
    works: draft.works as "calendar" | "24x7",
  };
}

/** The form of one policy; the others of the document stay as they are. */
export function PolicyForm({ rules, policy, onClose }: { rules: Rules; policy: Policy | null; onClose: () => void }) {
  const { t, lang } = useWords();
  const [draft, setDraft] = useState(() => (policy ? draftOf(policy) : EMPTY));
  const [isTried, setTried] = useState(false);
  const edit = useRules(rules, onClose);
  const wanted = policyOf(draft);
  const changed = { ...(policy && policy.id !== wanted.id ? { [fieldOf(policy.id)]: null } : {}), [fieldOf(wanted.id)]: wanted };

  const isMinutes = (text: string): boolean => /^\d{1,6}$/.test(text.trim()) && Number(text) > 0;
  const isTaken = wanted.id !== policy?.id && (rules.policies ?? []).some((one) => one.id === wanted.id);
  const wrong: Partial<Record<keyof Draft, string>> = {
    ...(!SLUG.test(wanted.id) ? { id: t.rules.badId } : isTaken ? { id: t.rules.taken } : {}),
    ...(typesOf(draft.types).every((one) => TYPE.test(one)) ? {} : { types: t.rules.badTypes }),
    ...(isMinutes(draft.response) ? {} : { response: t.rules.badMinutes }),
    ...(isMinutes(draft.resolution) ? {} : { resolution: t.rules.badMinutes }),
  };
  const submit = (): void => {
    setTried(true);
    if (Object.keys(wrong).length === 0) edit.send(changed);
  };

  // The server names a policy by its place in the document that was sent.
  const at = `policies.${(bodyOf(rules, changed).policies ?? []).findIndex((one) => one.id === wanted.id)}`;
  const errorOf = (name: keyof Draft, field: string): string | undefined =>
    (isTried ? wrong[name] : undefined) ?? ruleAt(edit.error, `${at}.${field}`);
  const parts = ["id", "types", "priorities", "response_minutes", "resolution_minutes"].map((part) => `${at}.${part}`);
  const elsewhere = parts.some((part) => ruleAt(edit.error, part)) ? undefined : ruleAt(edit.error, "policies", "calendar");
  const bind = (name: "id" | "types" | "response" | "resolution") => ({
    value: draft[name],
    onValue: (value: string) => setDraft({ ...draft, [name]: value }),
  });
  const hint = (text: string): string | undefined => (isMinutes(text) ? minutes(Number(text), lang) : undefined);

  return (
    <EditDialog
      edit={edit}
      title={policy ? t.rules.policy(policy.id) : t.rules.create}
      nameOf={(field) => nameOf(field, lang, t)}
      show={(field, value) => show(field, value, lang, t)}
      onSubmit={submit}
      onClose={onClose}
    >
      {elsewhere && (
        <p class="field-error" role="alert">
          {elsewhere}
        </p>
      )}
      <TextField label={t.rules.id} hint={t.rules.idHint} maxLength={32} autofocus error={errorOf("id", "id")} {...bind("id")} />
      <TextField label={t.rules.types} hint={t.rules.typesHint} error={errorOf("types", "types")} {...bind("types")} />
      <fieldset class="field">
        <legend>{t.rules.priorities}</legend>
        <div class="choice-row">
          {LEVELS.map((one) => (
            <label key={one} class="choice">
              <input
                type="checkbox"
                checked={draft.priorities.includes(one)}
                onChange={(event) =>
                  setDraft({
                    ...draft,
                    priorities: event.currentTarget.checked ? [...draft.priorities, one] : draft.priorities.filter((other) => other !== one),
                  })
                }
              />
              {t.priority[one]}
            </label>
          ))}
        </div>
        <p class="field-hint">{t.rules.prioritiesHint}</p>
      </fieldset>
      <div class="form-row">
        <TextField
          label={t.rules.responseMinutes}
          inputMode="numeric"
          hint={hint(draft.response)}
          error={errorOf("response", "response_minutes")}
          {...bind("response")}
        />
        <TextField
          label={t.rules.resolutionMinutes}
          inputMode="numeric"
          hint={hint(draft.resolution)}
          error={errorOf("resolution", "resolution_minutes")}
          {...bind("resolution")}
        />
      </div>
      <ChoiceField
        label={t.rules.works}
        value={draft.works}
        onValue={(works) => setDraft({ ...draft, works })}
        options={Object.entries(t.rules.worksShort)}
      />
      {policy && (
        <p>
          <button type="button" class="button danger" disabled={edit.isPending} onClick={() => edit.send({ [fieldOf(policy.id)]: null })}>
            <span>{t.rules.remove}</span>
          </button>
        </p>
      )}
    </EditDialog>
  );
}
