import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { refreshSoon, showRow, useApi } from "../../api/data.ts";
import { useMutation } from "../../api/mutation.ts";
import type { Body } from "../../api/types.ts";
import { useWords } from "../../lib/i18n.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { explain, ruleOf } from "../../ui/problems.ts";
import { Bone, Failure } from "../../ui/States.tsx";

type Hook = Body<"POST /v1/integrations">;
type Wrong = Partial<Record<"name" | "url" | "events", string>>;

function isUrl(text: string): boolean {
  return /^https?:\/\/[^\s/]+/.test(text) && URL.canParse(text);
}

/** The form of a webhook; what it may hear comes from the API. */
export function NewIntegrationDialog({ onClose, onCreated }: { onClose: () => void; onCreated: (secret: string) => void }) {
  const { t } = useWords();
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const [events, setEvents] = useState<string[]>([]);
  const [wrong, setWrong] = useState<Wrong>({});

  const create = useMutation({
    mutationFn: () =>
      api("POST /v1/integrations", {
        body: { kind: "webhook", name: name.trim(), event_types: events as Hook["event_types"], settings: { url: url.trim() } },
      }),
    onSuccess: ({ secret, ...made }) => {
      showRow("GET /v1/integrations", made, () => true);
      refreshSoon("GET /v1/integrations");
      if (secret) onCreated(secret);
    },
  });

  const submit = (event: JSX.TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const found: Wrong = {};
    if (!name.trim()) found.name = t.problem.required;
    if (!isUrl(url.trim())) found.url = t.problem.badUrl;
    if (events.length === 0) found.events = t.problem.pickOne;
    setWrong(found);
    if (Object.keys(found).length === 0) create.mutate();
  };

  return (
    <Dialog title={t.integrations.create} onClose={onClose}>
      <form class="form dialog-body" onSubmit={submit} noValidate>
        {create.error && (
          <p class="banner" data-tone="bad" role="alert">
            <Icon name="triangle-alert" />
            {explain(create.error)}
          </p>
        )}
        <TextField
          label={t.integrations.name}
          placeholder={t.integrations.nameHint}
          value={name}
          onValue={setName}
          maxLength={100}
          autofocus
          error={wrong.name ?? ruleOf(create.error, "name")}
        />
        <TextField
          label={t.integrations.url}
          type="url"
          inputMode="url"
          placeholder="https://partner.example/hooks/naryad"
          value={url}
          onValue={setUrl}
          error={wrong.url ?? ruleOf(create.error, "url")}
        />
        <EventChoice chosen={events} onChange={setEvents} error={wrong.events ?? ruleOf(create.error, "event_types")} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button class="button primary" disabled={create.isPending}>
            {t.integrations.submit}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

interface ChoiceProps {
  chosen: string[];
  onChange: (events: string[]) => void;
  error: string | undefined;
}

function EventChoice({ chosen, onChange, error }: ChoiceProps) {
  const { t, lang } = useWords();
  const types = useApi("GET /v1/event-types", {}, { staleTime: 600_000 });
  if (types.error) return <Failure error={types.error} onRetry={() => void types.refetch()} />;
  const items = types.data?.items.filter((one) => one.subscribable) ?? [];
  const every = items.length > 0 && chosen.length === items.length;
  const flip = (type: string): void =>
    onChange(chosen.includes(type) ? chosen.filter((one) => one !== type) : [...chosen, type]);
  return (
    <fieldset class="field">
      <legend class="legend-row">
        {t.integrations.events}
        <button
          type="button"
          class="link-button"
          disabled={items.length === 0}
          onClick={() => onChange(every ? [] : items.map((one) => one.type))}
        >
          {every ? t.integrations.none : t.integrations.all}
        </button>
      </legend>
      <div class="checks">
        {types.data
          ? items.map((one) => (
              <label key={one.type} class="check">
                <input type="checkbox" checked={chosen.includes(one.type)} onChange={() => flip(one.type)} />
                <span>{(one.title as Record<string, string>)[lang]}</span>
                <code>{one.type}</code>
              </label>
            ))
          : Array.from({ length: 5 }, (_, index) => (
              <span key={index} class="check">
                <Bone width={200} />
              </span>
            ))}
      </div>
      {error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
