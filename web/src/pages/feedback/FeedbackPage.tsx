import { linkTo } from "../../api/client.ts";
import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import { ApiError } from "../../api/problem.ts";
import { readFeedback, toApi, type ApiQuery } from "../../lib/feedbackQuery.ts";
import { useWords } from "../../lib/i18n.ts";
import { setQuery, usePlace } from "../../lib/url.ts";
import { Icon } from "../../ui/Icon.tsx";
import { explain } from "../../ui/problems.ts";
import { PeriodPicker } from "../../ui/PeriodPicker.tsx";
import { PageHead } from "../../ui/Shell.tsx";
import { Failure, Note } from "../../ui/States.tsx";
import { useDownload } from "../../ui/useDownload.ts";
import { AnswerCard } from "./AnswerCard.tsx";
import { AnswerTable } from "./AnswerTable.tsx";
import { Distribution } from "./Distribution.tsx";
import { Technicians } from "./Technicians.tsx";
import { SurveyTiles, Tiles } from "./Tiles.tsx";

const ROWS = 50;

/** What customers say: one question to the server gives the figures and the rows. */
export function FeedbackPage() {
  const { t } = useWords();
  const { query } = usePlace();
  const filters = readFeedback(query, config().company.zone);
  const asked = toApi(filters);
  const cursor = query.get("cursor");
  const page = useApi("GET /v1/feedback", { query: { ...asked, limit: ROWS, ...(cursor ? { cursor } : {}) } }, { keep: true });
  const opened = query.get("answer");
  const { data } = page;
  const retry = (): void => void page.refetch();
  const broken = page.error && !data;
  return (
    <>
      <PageHead title={t.feedback.title} subtitle={data?.summary ? t.feedback.count(data.summary.count) : "\u00a0"}>
        <PeriodPicker period={filters.period} />
        <Download query={asked} />
      </PageHead>
      {broken ? (
        <section class="panel">
          {page.error.status === 422 ? (
            <Note icon="calendar-x" title={t.feedback.tooLongTitle} hint={t.feedback.tooLongHint} />
          ) : (
            <Failure error={page.error} onRetry={retry} />
          )}
        </section>
      ) : (
        <>
          <Tiles data={data} />
          <div class="split">
            <Distribution data={data} filters={filters} onRetry={retry} />
            <Technicians data={data} filters={filters} onRetry={retry} />
          </div>
          <AnswerTable data={data} filters={filters} stale={page.isPlaceholderData} onRetry={retry} />
          <SurveyTiles data={data} />
        </>
      )}
      {opened && <AnswerCard id={opened} key={opened} onClose={() => setQuery({ answer: null })} />}
    </>
  );
}

/** The same rows as files, all pages of them. */
function Download({ query }: { query: ApiQuery }) {
  const { t, lang } = useWords();
  const fetchIt = useDownload(
    (format: "csv" | "xlsx") => linkTo("GET /v1/feedback/export", {}, { ...query, format, language: lang }),
    (error) => (error instanceof ApiError && error.status === 422 ? t.feedback.tooMany : explain(error)),
  );
  return (
    <>
      {(["csv", "xlsx"] as const).map((format) => (
        <button
          key={format}
          type="button"
          class="button"
          aria-label={t.feedback.download(t.feedback[format])}
          disabled={fetchIt.isPending}
          onClick={() => fetchIt.mutate(format)}
        >
          <Icon name="download" />
          {t.feedback[format]}
        </button>
      ))}
    </>
  );
}
