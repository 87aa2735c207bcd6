import { useState } from "preact/hooks";
import { useApi } from "../../../api/data.ts";
import { useMay } from "../../../api/me.ts";
import type { Replay } from "../../../api/partners.ts";
import { number, percent } from "../../../lib/format.ts";
import { useWords, type Messages } from "../../../lib/i18n.ts";
import { address } from "../../../lib/url.ts";
import { Facts } from "../../../ui/Facts.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { Link } from "../../../ui/Link.tsx";
import { Sheet } from "../../../ui/Sheet.tsx";
import { At } from "../../../ui/Time.tsx";
import { ReplayChip } from "./Progress.tsx";
import { windowText } from "./ReplayList.tsx";
import { useReplayMove } from "./useReplay.ts";

const LIVE_MS = 1500;

/** One replay: what it sends, how far it is, and how to stop it. */
export function ReplayCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const one = useApi(
    "GET /v1/replays/{replay_id}",
    { path: { replay_id: id } },
    { every: (data) => (data && data.finished_at === null ? LIVE_MS : false) },
  );
  return (
    <Sheet title={t.replay.one} of={one} onClose={onClose}>
      {(replay) => <Body replay={replay} />}
    </Sheet>
  );
}

function Body({ replay }: { replay: Replay }) {
  const { t, lang } = useWords();
  const list = useApi("GET /v1/integrations", {}, { staleTime: 60_000 });
  const nameOf = (id: string): string => list.data?.items.find((one) => one.id === id)?.name ?? id;
  const { filter, progress, target_ids: targets } = replay;
  return (
    <>
      <div class="card-marks">
        <ReplayChip state={replay.state} />
        <Link class="card-when" href={address("/integrations", { tab: "log", replay: replay.id })}>
          {t.replay.toLog}
        </Link>
      </div>
      <div class="upload" aria-live="polite">
        <progress max={1} value={progress.share} aria-label={t.replay.progress} />
        <span class="muted">{t.replay.share(percent(progress.share, lang))}</span>
      </div>
      <dl class="counts">
        <div>
          <dt>{t.replay.looked}</dt>
          <dd>{number(progress.looked_at, lang)}</dd>
        </div>
        <div>
          <dt>{t.replay.sent}</dt>
          <dd>{number(progress.sent, lang)}</dd>
        </div>
        <div>
          <dt>{t.replay.skipped}</dt>
          <dd>{number(progress.skipped, lang)}</dd>
        </div>
      </dl>
      <Moves replay={replay} />
      <Facts
        rows={[
          [t.replay.window, windowText(replay, lang)],
          [t.replay.what, whatOf(replay, t)],
          [t.replay.sources, filter.integration_ids.map(nameOf).join(", ")],
          [t.replay.events, filter.event_types.length > 0 && <code class="wrap">{filter.event_types.join(", ")}</code>],
          [t.replay.order, filter.order],
          [t.replay.whereto, targets.length > 0 ? targets.map(nameOf).join(", ") : t.replay.wheretos["same"]],
          [t.replay.onlyMissing, replay.only_missing && t.integrations.yes],
          [t.replay.rate, number(replay.rate_per_minute, lang)],
          [t.replay.made, <At at={replay.created_at} />],
          [t.replay.finished, replay.finished_at && <At at={replay.finished_at} />],
        ]}
      />
    </>
  );
}

/** Whatever the API can ask for, in words: the form here asks for what failed, or for all. */
function whatOf({ filter: { states } }: Replay, t: Messages): string {
  if (states.length === 0) return t.replay.whats["all"]!;
  return states.join() === "failed" ? t.replay.whats["failed"]! : states.map((state) => t.deliveryState[state]).join(", ");
}

/** What has been sent stays sent: cancelling is asked for twice. */
function Moves({ replay }: { replay: Replay }) {
  const { t } = useWords();
  const mayWrite = useMay("integrations:write");
  const [isSure, setSure] = useState(false);
  const move = useReplayMove(replay.id);
  if (!mayWrite || replay.finished_at) return null;
  const isOn = replay.state === "running";
  return (
    <div class="moves">
      <button type="button" class="button small" disabled={move.isPending} onClick={() => move.mutate(isOn ? "pause" : "resume")}>
        <Icon name={isOn ? "pause" : "play"} size={14} />
        {isOn ? t.replay.pause : t.replay.resume}
      </button>
      <button
        type="button"
        class="button small danger"
        disabled={move.isPending}
        onClick={() => (isSure ? move.mutate("cancel") : setSure(true))}
      >
        <Icon name="ban" size={14} />
        {isSure ? t.replay.sure : t.replay.cancel}
      </button>
    </div>
  );
}
