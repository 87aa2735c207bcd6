import { useRef, useState } from "preact/hooks";
import { refresh } from "../../api/data.ts";
import { importFile, type ImportJob } from "../../api/importing.ts";
import { useMutation } from "../../api/mutation.ts";
import { bytes } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { Refusal } from "../../ui/Banner.tsx";
import { Icon } from "../../ui/Icon.tsx";

const MOST_BYTES = 20 * 1024 * 1024;

/** Choose a file and have it imported. */
export function NewImport({ onStarted }: { onStarted: (job: ImportJob) => void }) {
  const { t, lang } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<File | null>(null);
  const [isOver, setOver] = useState(false);
  const [sent, setSent] = useState(0);
  // One key for one choice: pressed again after a lost line, it is still one import.
  const key = useRef("");
  const run = useMutation({
    mutationFn: (file: File) => importFile(file, key.current, setSent),
    onSuccess: (job) => {
      setChosen(null);
      refresh("GET /v1/imports");
      onStarted(job);
    },
    onSettled: () => setSent(0),
  });
  const choose = (file: File | undefined): void => {
    if (!file || run.isPending) return;
    key.current = crypto.randomUUID();
    setChosen(file);
  };
  const isBad = chosen !== null && (!/\.(csv|json)$/i.test(chosen.name) || chosen.size === 0 || chosen.size > MOST_BYTES);
  return (
    <section class="panel import">
      <div
        class="drop"
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          choose(event.dataTransfer?.files[0]);
        }}
      >
        <input
          ref={input}
          type="file"
          class="sr-only"
          tabIndex={-1}
          accept=".csv,.json,text/csv,application/json"
          aria-label={t.imports.choose}
          onChange={(event) => {
            choose(event.currentTarget.files?.[0]);
            event.currentTarget.value = ""; // the same file may be chosen again
          }}
        />
        {run.isPending ? (
          <label class="upload">
            {t.files.sending(run.variables?.name ?? "")}
            <progress value={sent} max={1} />
          </label>
        ) : (
          <>
            <p class="drop-file">
              <Icon name="upload" size={20} />
              {chosen ? (
                <span>
                  <strong class="wrap">{chosen.name}</strong> <span class="muted">{bytes(chosen.size, lang)}</span>
                </span>
              ) : (
                <span>{t.imports.drop}</span>
              )}
            </p>
            <p class="drop-tools">
              <button type="button" class={chosen ? "button" : "button primary"} onClick={() => input.current?.click()}>
                {chosen ? t.imports.another : t.imports.choose}
              </button>
              {chosen && !isBad && (
                <button type="button" class="button primary" onClick={() => run.mutate(chosen)}>
                  {t.imports.run}
                </button>
              )}
            </p>
          </>
        )}
        {isBad && (
          <p class="field-error" role="alert">
            {t.imports.badFile}
          </p>
        )}
        <Refusal error={run.error} />
      </div>
      <ul class="import-hints">
        {t.imports.hints.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
    </section>
  );
}
