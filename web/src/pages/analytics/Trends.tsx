import { useApi } from "../../api/data.ts";
import type { Kpi } from "../../api/figures.ts";
import type { Trends as Answer } from "../../api/patterns.ts";
import { useWords } from "../../lib/i18n.ts";
import type { Step } from "../../lib/names.ts";
import { address, patched, usePlace } from "../../lib/url.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { Breaks, Odds } from "./Finds.tsx";
import { Loading } from "./Loading.tsx";
import { PatternHead } from "./PatternHead.tsx";
import { TrendPanel } from "./TrendPanel.tsx";
import { useAsking, type Span } from "./useHistory.ts";

const STEPS: readonly Step[] = ["day", "week", "month"];
const USUAL: Step = "week";

/** How one figure moves, where its level broke, what stood out, and what may come. */
export function Trends() {
  const { query } = usePlace();
  const asking = useAsking();
  const { kpi, span, isReady, question } = asking;
  const step = STEPS.find((one) => one === query.get("step")) ?? USUAL;
  const page = useApi("GET /v1/analytics/trend", { query: { ...question, step } }, { keep: true, enabled: isReady });
  // What is shown while the next answer is under way belongs to another figure: its unit would be wrong.
  const data = kpi && page.data?.kpi === kpi.name ? page.data : undefined;
  return (
    <>
      <PatternHead key={String(Boolean(data))} asking={asking} page={page} verdicts={data?.verdicts}>
        <StepChoice step={step} />
      </PatternHead>
      {kpi && data && isReady ? <Charts kpi={kpi} data={data} span={span} /> : isReady && !page.error && <Loading charts={2} />}
    </>
  );
}

function StepChoice({ step }: { step: Step }) {
  const { t } = useWords();
  const { path, query } = usePlace();
  return (
    <div class="segments" role="group" aria-label={t.patterns.step}>
      {STEPS.map((one) => (
        <Link key={one} href={address(path, patched(query, { step: one, rows: null }))} aria-current={one === step ? "true" : undefined}>
          {t.patterns.steps[one]}
        </Link>
      ))}
    </div>
  );
}

function Charts({ kpi, data, span }: { kpi: Kpi; data: Answer; span: Span }) {
  const { lang } = useWords();
  return (
    <>
      {data.warnings.map((one) => (
        <p key={one.code} class="banner" data-tone="info" style={{ marginBottom: "14px" }}>
          <Icon name="info" />
          {one.text[lang]}
        </p>
      ))}
      <TrendPanel kpi={kpi} data={data} span={span} />
      <div class="split">
        <Breaks kpi={kpi} data={data} />
        <Odds kpi={kpi} data={data} span={span} />
      </div>
    </>
  );
}
