import { useState } from "preact/hooks";
import { useApi } from "../../../api/data.ts";
import { useWords } from "../../../lib/i18n.ts";
import { Failure } from "../../../ui/States.tsx";
import { At } from "../../../ui/Time.tsx";

const PAGE = 10;
const MOST = 200;

/** What 1C did each time that it came, newest first. */
export function OnecSessions({ id }: { id: string }) {
  const { t } = useWords();
  const [limit, setLimit] = useState(PAGE);
  const list = useApi("GET /v1/integrations/{integration_id}/onec/sessions", {
    path: { integration_id: id },
    query: { limit },
  });
  const items = list.data?.items ?? [];
  return (
    <>
      <h4>{t.onec.sessions}</h4>
      {list.error && !list.data && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && items.length === 0 && <p class="muted">{t.onec.noSessions}</p>}
      <ul class="rows">
        {items.map((one) => (
          <li key={one.id}>
            <span>
              {t.onec.session(one.taken, one.told, one.wished)}
              {one.failed && <b> {t.onec.failed}</b>}
              {one.remarks.map((words) => (
                <small key={words} class="wrap">
                  <br />
                  {words}
                </small>
              ))}
            </span>
            <At at={one.started_at} />
          </li>
        ))}
      </ul>
      {list.data?.next_cursor && limit < MOST && (
        <button type="button" class="button small" onClick={() => setLimit(Math.min(MOST, limit * 4))}>
          {t.onec.more}
        </button>
      )}
    </>
  );
}
