import type { ComponentChildren } from "preact";
import type { Verdict } from "../../api/figures.ts";
import { useWords } from "../../lib/i18n.ts";
import { AskedBar } from "../../ui/figures/AskedBar.tsx";
import { Formula } from "../../ui/figures/Formula.tsx";
import { KpiChoice } from "../../ui/figures/KpiChoice.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { Sentences } from "./Sentences.tsx";
import type { Asking } from "./useAsking.ts";

interface Props {
  asking: Asking;
  /** What is read for the tab. */
  page: { error: Error | null; refetch: () => unknown };
  verdicts: Verdict[] | undefined;
  /** Why there is nothing to say of this figure. */
  refusal?: string | undefined;
  /** What else may be chosen. */
  children?: ComponentChildren;
}

/** What is asked, and what there is to say of it; or why it can't be told. */
export function PatternHead({ asking: { asked, kpis, kpi, isSliced }, page, verdicts, refusal, children }: Props) {
  const { t } = useWords();
  const error = kpis.error ?? (verdicts ? null : page.error);
  return (
    <section class="panel" aria-label={t.patterns.says}>
      <AskedBar asked={asked} without="compare">
        <KpiChoice kpis={kpis.data?.items} kpi={kpi} />
        {kpi && <Formula kpi={kpi} />}
        {children}
      </AskedBar>
      {error ? (
        <Failure error={error} onRetry={() => void (kpis.error ? kpis.refetch() : page.refetch())} />
      ) : isSliced && !refusal ? (
        <Sentences verdicts={verdicts} />
      ) : (
        <Note icon="chart-line" title={refusal ?? t.insight.notSliced} hint={t.insight.nothingHint} />
      )}
    </section>
  );
}
