import type { ComponentChildren } from "preact";
import { figure, ofHowMuch } from "../../lib/figureFormat.ts";
import { useWords } from "../../lib/i18n.ts";
import { AskedBar } from "../../ui/figures/AskedBar.tsx";
import { Formula } from "../../ui/figures/Formula.tsx";
import { KpiChoice } from "../../ui/figures/KpiChoice.tsx";
import { Delta, VerdictChip } from "../../ui/figures/Verdict.tsx";
import { Bone, Failure, Note } from "../../ui/States.tsx";
import type { Asking } from "./useCompared.ts";

/** The figure that is looked at, what became of it, and what to think of that; or why it can't be told. */
export function Headline({ asking, without }: { asking: Asking; without?: "compare" }) {
  const { t } = useWords();
  const { asked, kpis, kpi, isSliced, data, error, retry, isBusy } = asking;
  return (
    <section class="panel" aria-label={t.insight.verdict} aria-busy={!error && isSliced && (!data || isBusy)}>
      <AskedBar asked={asked} told={data} {...(without ? { without } : {})}>
        <KpiChoice kpis={kpis} kpi={kpi} />
        {kpi ? <Formula kpi={kpi} /> : <span class="button formula" />}
      </AskedBar>
      {error ? (
        <Failure error={error} onRetry={retry} />
      ) : !isSliced ? (
        <Note icon="chart-line" title={t.insight.notSliced} hint={t.insight.nothingHint} />
      ) : (
        <Told asking={asking} isShort={without !== undefined} />
      )}
    </section>
  );
}

function Told({ asking: { data, kpi }, isShort }: { asking: Asking; isShort: boolean }) {
  const { t, lang } = useWords();
  if (!data || !kpi) {
    return (
      <Block value={<Bone width={110} height={24} />} isShort={isShort}>
        {!isShort && (
          <small>
            <Bone width="60%" />
          </small>
        )}
      </Block>
    );
  }
  const { tile, currency } = data;
  return (
    <Block
      isShort={isShort}
      value={
        <>
          <strong>{tile.value === null ? t.dash : figure(tile.value, kpi.unit, currency, lang)}</strong>
          <Delta change={tile.change} verdict={tile.verdict} unit={kpi.unit} currency={currency} />
          {data.base && <VerdictChip verdict={tile.verdict} change={tile.change} />}
          <span class="muted" title={t.insight.nHint}>
            {ofHowMuch(tile.n, kpi, t)}
          </span>
        </>
      }
    >
      <p class="verdict">{tile.verdict.text[lang]}</p>
      {/* That the period is not over is said where its days are. */}
      {tile.notes.filter((one) => one.code !== "incomplete").map((one) => (
        <p key={one.code} class="muted">
          {one.text[lang]}
        </p>
      ))}
    </Block>
  );
}

/** Room for the sentences is kept, where some will come. */
function Block({ value, isShort, children }: { value: ComponentChildren; isShort: boolean; children: ComponentChildren }) {
  return (
    <div class={isShort ? "kpi" : "kpi headline"}>
      <p class="kpi-value">{value}</p>
      {children}
    </div>
  );
}
