import { useApi } from "../../api/data.ts";
import { useWords } from "../../lib/i18n.ts";
import type { Step } from "../../lib/names.ts";
import type { Span } from "../../lib/rowsAddress.ts";
import { address, patched, usePlace } from "../../lib/url.ts";
import { lazy } from "../../ui/Lazy.tsx";
import { Link } from "../../ui/Link.tsx";
import { Loading } from "./Loading.tsx";
import { PatternHead } from "./PatternHead.tsx";
import { useAsking } from "./useAsking.ts";

const TrendCharts = lazy(() => import("./TrendCharts.tsx").then((file) => file.TrendCharts));
const STEPS: readonly Step[] = ["day", "week", "month"];
const USUAL: Step = "week";

/** How one figure moves, where its level broke, what stood out, and what may come. */
export function Trends({ span }: { span: Span }) {
  const { query } = usePlace();
  const asking = useAsking(span);
  const { kpi, isReady, question } = asking;
  const step = STEPS.find((one) => one === query.get("step")) ?? USUAL;
  const page = useApi("GET /v1/analytics/trend", { query: { ...question, step } }, { keep: true, enabled: isReady });
  // What is shown while the next answer is under way belongs to another figure: its unit would be wrong.
  const data = kpi && page.data?.kpi === kpi.name ? page.data : undefined;
  return (
    <>
      <PatternHead key={String(Boolean(data))} asking={asking} page={page} verdicts={data?.verdicts}>
        <StepChoice step={step} />
      </PatternHead>
      {kpi && data && isReady ? <TrendCharts kpi={kpi} data={data} span={span} /> : isReady && !page.error && <Loading charts={2} />}
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
