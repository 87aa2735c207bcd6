import { useWords } from "../../lib/i18n.ts";
import { AreaField, ChoiceField, TextField } from "../../ui/Field.tsx";
import type { MessagingDraft } from "./messaging.ts";

interface Props {
  draft: MessagingDraft;
  onDraft: (draft: MessagingDraft) => void;
  /** What an address of the kind is. */
  reaches: string;
  error: string | undefined;
}

/** Who is written to, in which language, and when not. */
export function MessagingFields({ draft, onDraft, reaches, error }: Props) {
  const { t } = useWords();
  const words = t.messaging;
  const put = (part: Partial<MessagingDraft>): void => onDraft({ ...draft, ...part });
  return (
    <>
      <ChoiceField
        label={words.audience}
        value={draft.audience}
        onValue={(audience) => put({ audience })}
        options={Object.entries(words.audiences)}
      />
      {draft.audience === "list" && (
        <AreaField
          label={words.recipients[reaches] ?? words.audience}
          rows={3}
          value={draft.recipients}
          onValue={(recipients) => put({ recipients })}
          error={error}
        />
      )}
      <ChoiceField
        label={words.language}
        value={draft.language}
        onValue={(language) => put({ language })}
        options={Object.entries(words.languages)}
      />
      {draft.audience === "customer" && (
        <>
          <p class="field-hint">{words.languageHint}</p>
          <div class="field">
            <div class="checks">
              <label class="check">
                <input
                  type="checkbox"
                  checked={draft.writesUnasked}
                  onChange={(event) => put({ writesUnasked: event.currentTarget.checked })}
                />
                <span>{words.consent}</span>
              </label>
            </div>
            <p class="field-hint">{words.consentHint}</p>
          </div>
        </>
      )}
      <div class="field">
        <div class="checks">
          <label class="check">
            <input type="checkbox" checked={draft.isQuiet} onChange={(event) => put({ isQuiet: event.currentTarget.checked })} />
            <span>{words.quiet}</span>
          </label>
        </div>
        <p class="field-hint">{words.quietHint}</p>
      </div>
      {draft.isQuiet && (
        <div class="form-row">
          <TextField label={words.begins} type="time" required value={draft.begins} onValue={(begins) => put({ begins })} />
          <TextField label={words.ends} type="time" required value={draft.ends} onValue={(ends) => put({ ends })} />
        </div>
      )}
    </>
  );
}
