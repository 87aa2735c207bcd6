import { useRef, useState } from "preact/hooks";
import { api } from "../../../api/client.ts";
import { config } from "../../../api/config.ts";
import { refresh, useApi } from "../../../api/data.ts";
import { useMutation } from "../../../api/mutation.ts";
import type { Replay, ReplayIn } from "../../../api/partners.ts";
import type { LogFilters } from "../../../lib/deliveryQuery.ts";
import { useWords } from "../../../lib/i18n.ts";
import { bodyOf, check, draftOf, type Draft, type Wrong } from "../../../lib/replay.ts";
import { CheckList } from "../../../ui/CheckList.tsx";
import { ChoiceField, TextField } from "../../../ui/Field.tsx";
import { FormDialog } from "../../../ui/FormDialog.tsx";
import { ruleOf } from "../../../ui/problems.ts";
import { toast } from "../../../ui/Toasts.tsx";

export interface ReplayFormProps {
  /** What the log shows now: the form starts with it. */
  filters: LogFilters;
  onStarted: (replay: Replay) => void;
  onClose: () => void;
}

/** Send the events of a window again: which, to whom, how fast. */
export function ReplayForm({ filters, onStarted, onClose }: ReplayFormProps) {
  const { t, lang } = useWords();
  const { zone } = config().company;
  const [draft, setDraft] = useState(() => draftOf(filters, zone, new Date()));
  const [wrong, setWrong] = useState<Wrong>({});
  const sent = useRef<Record<string, { body: ReplayIn; idempotencyKey: string }>>({});
  const list = useApi("GET /v1/integrations", {}, { staleTime: 60_000 });
  const types = useApi("GET /v1/event-types", {}, { staleTime: 600_000 });
  const start = useMutation({
    // Other words are another request; the same ones are the same to the second.
    mutationFn: () =>
      api(
        "POST /v1/replays",
        (sent.current[JSON.stringify(draft)] ??= { body: bodyOf(draft, zone, new Date()), idempotencyKey: crypto.randomUUID() }),
      ),
    onSuccess: (made) => {
      refresh("GET /v1/replays");
      toast(t.replay.begun);
      onStarted(made);
    },
  });
  const submit = (): void => {
    const found = check(draft, zone, new Date(), t);
    setWrong(found);
    if (Object.keys(found).length === 0) start.mutate();
  };
  const put = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const partners: [string, string][] = list.data?.items.map((one) => [one.id, one.name]) ?? [];
  const events: [string, string][] =
    types.data?.items.filter((one) => one.subscribable).map((one) => [one.type, one.title[lang] ?? one.type]) ?? [];
  // It opens whole: lists that come in later would push away what is being filled in.
  if (list.isPending || types.isPending) return null;
  return (
    <FormDialog
      title={t.replay.title}
      shape="wide"
      error={start.error}
      action={t.replay.start}
      disabled={start.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <p class="muted">{t.replay.hint}</p>
      <div class="form-row">
        <TextField
          label={t.replay.from}
          type="datetime-local"
          value={draft.from}
          onValue={(from) => put({ from })}
          error={wrong.window ?? ruleOf(start.error, "filter.from")}
        />
        <TextField
          label={t.replay.to}
          type="datetime-local"
          value={draft.to}
          onValue={(to) => put({ to })}
          error={ruleOf(start.error, "filter.to")}
        />
      </div>
      <ChoiceField
        label={t.replay.what}
        value={draft.what}
        onValue={(what) => put({ what: what === "all" ? "all" : "failed" })}
        options={Object.entries(t.replay.whats)}
      />
      <CheckList
        plain
        legend={`${t.replay.sources}. ${t.replay.sourcesHint}`}
        options={partners}
        chosen={draft.sources}
        onChange={(sources) => put({ sources })}
        error={wrong.sources}
      />
      <CheckList
        legend={`${t.replay.events}. ${t.replay.eventsHint}`}
        options={events}
        chosen={draft.events}
        onChange={(chosen) => put({ events: chosen })}
      />
      <ChoiceField
        label={t.replay.whereto}
        value={draft.isElsewhere ? "other" : "same"}
        onValue={(value) => put({ isElsewhere: value === "other" })}
        options={Object.entries(t.replay.wheretos)}
      />
      {draft.isElsewhere && (
        <>
          <CheckList
            plain
            legend={t.replay.targets}
            options={partners}
            chosen={draft.targets}
            onChange={(targets) => put({ targets })}
            error={wrong.targets ?? ruleOf(start.error, "target_ids")}
          />
          <div class="checks">
            <label class="check">
              <input
                type="checkbox"
                checked={draft.onlyMissing}
                onChange={(event) => put({ onlyMissing: event.currentTarget.checked })}
              />
              <span>{t.replay.onlyMissing}</span>
            </label>
          </div>
        </>
      )}
      <div class="form-row">
        <TextField
          label={t.replay.order}
          hint={t.replay.orderHint}
          maxLength={64}
          value={draft.order}
          onValue={(order) => put({ order })}
          error={ruleOf(start.error, "filter.order")}
        />
        <TextField
          label={t.replay.rate}
          inputMode="numeric"
          value={draft.rate}
          onValue={(rate) => put({ rate })}
          error={wrong.rate ?? ruleOf(start.error, "rate_per_minute")}
        />
      </div>
    </FormDialog>
  );
}
