import { useEffect, useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { queries, refresh, useApi } from "../../api/data.ts";
import { useMutation } from "../../api/mutation.ts";
import type { Connector, Partner } from "../../api/partners.ts";
import type { Answer } from "../../api/types.ts";
import { useWords } from "../../lib/i18n.ts";
import { Refusal } from "../../ui/Banner.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { AreaField, ChoiceField, SelectField, TextField } from "../../ui/Field.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { Bone, Failure } from "../../ui/States.tsx";
import { toast } from "../../ui/Toasts.tsx";
import { LetterBody } from "../../ui/LetterBody.tsx";

type Templates = Answer<"GET /v1/integrations/{integration_id}/templates">;
type Template = Templates["items"][number];
type Language = Template["language"];

const SETTLED_MS = 400;
const LIST = "GET /v1/integrations/{integration_id}/templates";

export interface TemplatesProps {
  partner: Partner;
  kind: Connector;
  onClose: () => void;
}

/** The texts of an integration's messages: each event in each language, with how it will look. */
export function TemplatesDialog({ partner, kind, onClose }: TemplatesProps) {
  const { t, lang } = useWords();
  const list = useApi(LIST, { path: { integration_id: partner.id } });
  const types = useApi("GET /v1/event-types", {}, { staleTime: 600_000 });
  const [chosen, setEvent] = useState<string | null>(null);
  const [language, setLanguage] = useState<Language>(lang);
  const [resets, setResets] = useState(0);
  const nameOf = (type: string): string => types.data?.items.find((one) => one.type === type)?.title[lang] ?? type;
  const events = [...new Set(list.data?.items.map((one) => one.event_type))];
  const first = events.filter((one) => (partner.event_types as readonly string[]).includes(one));
  const rest = events.filter((one) => !first.includes(one));
  const event = chosen ?? first[0] ?? rest[0] ?? "";
  const found = list.data?.items.find((one) => one.event_type === event && one.language === language);
  return (
    <Dialog title={t.templates.title(partner.name)} shape="wide" onClose={onClose}>
      <div class="dialog-body form">
        {list.error && !list.data && <Failure error={list.error} onRetry={() => void list.refetch()} />}
        {!list.data && !list.error && <Bone width="100%" height={1000} />}
        {found && (
          <>
            <SelectField
              label={t.templates.event}
              value={event}
              onValue={setEvent}
              options={[...first, ...rest].map((one): [string, string] => [one, nameOf(one)])}
            />
            <ChoiceField
              label={t.templates.language}
              value={language}
              onValue={(one) => setLanguage(one as Language)}
              options={Object.entries(t.messaging.languages)}
            />
            <Editor
              key={`${event} ${language} ${resets}`}
              template={found}
              readAnew={() => list.refetch()}
              onReset={() => setResets(resets + 1)}
              partner={partner}
              reaches={kind.reaches ?? "email"}
              onClose={onClose}
            />
          </>
        )}
      </div>
    </Dialog>
  );
}

type Counted = NonNullable<Answer<"POST /v1/integrations/{integration_id}/preview">["cost"]>;

/** What a text message costs on the way. */
function Cost({ cost }: { cost: Counted }) {
  const { t } = useWords();
  const isLong = cost.parts > cost.most_parts;
  return (
    <p class={isLong ? "field-error" : "muted"}>
      {t.texts.cost(cost.parts, cost.units, cost.encoding)}
      {isLong && `. ${t.texts.tooLong(cost.most_parts)}`}
    </p>
  );
}

interface EditorProps {
  template: Template;
  partner: Partner;
  reaches: string;
  readAnew: () => Promise<unknown>;
  /** The usual words hold again, and are to be shown in place of what was typed. */
  onReset: () => void;
  onClose: () => void;
}

/** Show a written template at once, before it is read anew. */
function showTemplate(integration: string, saved: Template): void {
  queries.setQueryData<Templates>([LIST, { integration_id: integration }, null], (old) => {
    const isIt = (one: Template): boolean => one.event_type === saved.event_type && one.language === saved.language;
    return old && { ...old, items: old.items.map((one) => (isIt(one) ? saved : one)) };
  });
}

function Editor({ template, partner, reaches, readAnew, onReset, onClose }: EditorProps) {
  const { t, lang } = useWords();
  const [draft, setDraft] = useState({ subject: template.subject, text: template.text, html: template.html ?? "" });
  const [order, setOrder] = useState("");
  // What the words here are based on, whatever is read behind them.
  const [version, setVersion] = useState(template.version);
  const [sent, setSent] = useState<typeof draft | null>(null);
  const path = { integration_id: partner.id, event_type: template.event_type, language: template.language };
  const body = { subject: draft.subject, text: draft.text, html: draft.html.trim() ? draft.html : null };
  const preview = useMutation({
    mutationFn: () =>
      api("POST /v1/integrations/{integration_id}/preview", {
        path: { integration_id: partner.id },
        body: { ...body, event_type: template.event_type, language: template.language, order_id: order.trim() || null },
      }),
  });
  useEffect(() => {
    const timer = setTimeout(() => preview.mutate(), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [draft, order]);
  const save = useMutation({
    mutationFn: () =>
      api("PUT /v1/integrations/{integration_id}/templates/{event_type}/{language}", { path, body, version }),
    onSuccess: (saved) => {
      setVersion(saved.version);
      showTemplate(partner.id, saved);
      toast(t.templates.saved);
      refresh(LIST);
    },
  });
  const reset = useMutation({
    mutationFn: async () => {
      await api("DELETE /v1/integrations/{integration_id}/templates/{event_type}/{language}", { path });
      await readAnew();
    },
    onSuccess: () => {
      toast(t.templates.restored);
      onReset();
    },
  });
  const put = (part: Partial<typeof draft>): void => setDraft({ ...draft, ...part });
  // What was refused is told until something else is written.
  const refusal = sent === draft ? save.error : null;
  const wrong = refusal ?? preview.error;
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setSent(draft);
        save.mutate();
      }}
    >
      <p class="muted">{template.is_own ? t.templates.own : t.templates.usual}</p>
      <Refusal error={refusal ?? reset.error} />
      {reaches === "email" && (
        <TextField
          label={t.templates.subject}
          value={draft.subject}
          maxLength={300}
          onValue={(subject) => put({ subject })}
          error={ruleOf(wrong, "subject")}
        />
      )}
      <AreaField
        label={t.templates.text}
        value={draft.text}
        rows={8}
        maxLength={10_000}
        onValue={(text) => put({ text })}
        error={ruleOf(wrong, "text")}
      />
      <fieldset class="field">
        <legend>{t.templates.fields}</legend>
        <div class="placeholders">
          {template.placeholders.map((one) => (
            <button key={one.name} type="button" class="button small" title={`{${one.name}}`} onClick={() => put({ text: `${draft.text}{${one.name}}` })}>
              {one.title[lang] ?? one.name}
            </button>
          ))}
        </div>
      </fieldset>
      {reaches !== "phone" && (
        <details class="extra" open={draft.html !== ""}>
          <summary>{t.templates.html}</summary>
          <AreaField
            label={t.templates.html}
            hint={t.templates.htmlHint}
            value={draft.html}
            rows={6}
            maxLength={40_000}
            onValue={(html) => put({ html })}
            error={ruleOf(wrong, "html")}
          />
        </details>
      )}
      <TextField
        label={t.templates.order}
        hint={t.templates.orderHint}
        value={order}
        maxLength={64}
        optional
        onValue={setOrder}
        error={preview.error && !ruleOf(preview.error, "text") ? ruleOf(preview.error, "order_id") : undefined}
      />
      <section class="preview" aria-live="polite">
        <h3>{t.templates.preview}</h3>
        <Refusal error={preview.error} />
        {!preview.data && !preview.error && <Bone width="100%" height={160} />}
        {preview.data && (
          <article class="letter">
            {reaches === "email" && <h4>{preview.data.subject || t.templates.noSubject}</h4>}
            {reaches === "email" && preview.data.html ? (
              <LetterBody html={preview.data.html} />
            ) : (
              <p class="prose">{preview.data.cost?.text ?? preview.data.text}</p>
            )}
            {preview.data.cost && <Cost cost={preview.data.cost} />}
          </article>
        )}
      </section>
      <footer class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          {t.close}
        </button>
        {template.is_own && (
          <button type="button" class="button" disabled={reset.isPending} onClick={() => reset.mutate()}>
            {t.templates.reset}
          </button>
        )}
        <button class="button primary" disabled={save.isPending}>
          {t.save}
        </button>
      </footer>
    </form>
  );
}
