import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { api } from "../../api/client.ts";
import { useMutation } from "../../api/mutation.ts";
import { useWords } from "../../lib/i18n.ts";
import { LetterBody } from "../../ui/LetterBody.tsx";
import { Bone, Failure } from "../../ui/States.tsx";
import type { Report } from "./report.ts";

/** The letter as it would go out now; what stands below waits until its height is known. */
export function Letter({ report, children }: { report: Report | undefined; children: ComponentChildren }) {
  const { t } = useWords();
  const preview = useMutation({
    mutationFn: ({ language, kpis, sentences }: Report) =>
      api("POST /v1/analytics/report/preview", { body: { language, kpis, sentences } }),
  });
  useEffect(() => {
    if (report) preview.mutate(report);
  }, [report?.version]);
  const letter = preview.data;
  return (
    <>
      <section class="panel report-letter" aria-busy={preview.isPending}>
        <header class="panel-head">
          <div>
            <h2>{t.report.letter}</h2>
            <p class="muted">{t.report.letterHint}</p>
          </div>
        </header>
        <div class="panel-body">
          {preview.error ? (
            <Failure error={preview.error as Error} onRetry={() => report && preview.mutate(report)} />
          ) : letter ? (
            <>
              <p>
                <span class="muted">{t.report.subject}: </span>
                <strong>{letter.subject}</strong>
              </p>
              <LetterBody html={letter.html} />
            </>
          ) : (
            <Bone width="80%" height={190} />
          )}
        </div>
      </section>
      {(letter || preview.error) && children}
    </>
  );
}
