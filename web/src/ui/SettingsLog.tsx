import { useApi } from "../api/data.ts";
import { useWords } from "../lib/i18n.ts";
import { usePlace } from "../lib/url.ts";
import { AccessLog, type OwnWords } from "./AccessLog.tsx";
import { Pager } from "./DataTable.tsx";
import { Bone, Failure } from "./States.tsx";

const ROWS = 10;

interface Props extends OwnWords {
  of: "GET /v1/analytics/targets/audit" | "GET /v1/analytics/report/audit";
  title: string;
}

/** Who changed some settings, when, from what to what: the last change first. */
export function SettingsLog({ of, title, ...own }: Props) {
  const { t } = useWords();
  const cursor = usePlace().query.get("cursor");
  const list = useApi(of, { query: { limit: ROWS, ...(cursor ? { cursor } : {}) } }, { keep: true });
  return (
    <section class="panel" aria-busy={!list.data || list.isPlaceholderData}>
      <header class="panel-head">
        <div>
          <h2>{title}</h2>
          <p class="muted">{t.audit.settingsHint}</p>
        </div>
      </header>
      <div class="panel-body record">
        {list.data ? (
          <AccessLog entries={list.data.items} own={own} />
        ) : list.error ? (
          <Failure error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          Array.from({ length: 4 }, (_, row) => <Bone key={row} width={row % 2 ? "60%" : "85%"} />)
        )}
      </div>
      {list.data && <Pager next={list.data.next_cursor} shown={t.audit.shown(list.data.items.length)} />}
    </section>
  );
}
