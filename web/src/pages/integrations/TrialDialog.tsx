import { useEffect, useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { refreshSoon } from "../../api/data.ts";
import { useMutation } from "../../api/mutation.ts";
import type { Partner, Trial } from "../../api/partners.ts";
import { duration } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { address } from "../../lib/url.ts";
import { Refusal } from "../../ui/Banner.tsx";
import { Chip } from "../../ui/Chip.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { TextField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { Bone } from "../../ui/States.tsx";
import { Answer, Exchange, Fault } from "./Exchange.tsx";
import { TimingBar } from "./Timing.tsx";

export interface TrialProps {
  partner: Partner;
  /** Whether a test needs somebody to go to: messages do, events do not. */
  needsAddress: boolean;
  onClose: () => void;
}

/** Try an integration out: the partner's answer in place, as it came. */
export function TrialDialog({ partner, needsAddress, onClose }: TrialProps) {
  const { t } = useWords();
  const [to, setTo] = useState("");
  const trial = useMutation({
    mutationFn: () =>
      api("POST /v1/integrations/{integration_id}/test", {
        path: { integration_id: partner.id },
        ...(to.trim() ? { query: { to: to.trim() } } : {}),
      }),
    onSuccess: () => refreshSoon("GET /v1/deliveries"),
  });
  useEffect(() => {
    if (!needsAddress) trial.mutate();
  }, []);
  return (
    <Dialog title={`${t.act.testTitle}: ${partner.name}`} shape="wide" onClose={onClose}>
      <form
        class="form dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          trial.mutate();
        }}
      >
        <Refusal error={trial.error} />
        {needsAddress && <TextField label={t.act.testTo} value={to} onValue={setTo} maxLength={254} required autofocus />}
        {trial.isPending ? (
          <div class="bones" role="status" aria-label={t.act.testing}>
            <p class="muted">{t.act.testing}</p>
            <Bone width="40%" height={22} />
            <Bone width="100%" height={64} />
          </div>
        ) : (
          trial.data && <Result trial={trial.data} />
        )}
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            {t.close}
          </button>
          <button class="button primary" disabled={trial.isPending}>
            <Icon name="send" />
            {trial.data || trial.error ? t.act.again : t.act.test}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

function Result({ trial }: { trial: Trial }) {
  const { t, lang } = useWords();
  const { delivered, status, error, error_class: code } = trial;
  return (
    <section class="trial" aria-live="polite">
      <p class="muted">{t.act.testHint}</p>
      <div class="card-marks">
        {delivered ? (
          <Chip look={["circle-check", "green"]} text={t.act.delivered} />
        ) : (
          <Chip look={["circle-x", "red"]} text={t.act.refused} />
        )}
        <Answer status={status} />
        <span class="muted">{duration(trial.duration_ms, lang)}</span>
        <Link class="card-when" href={address("/integrations", { tab: "log", delivery: trial.delivery_id })}>
          {t.act.toDelivery}
        </Link>
      </div>
      <Facts
        rows={[
          [t.log.error, error && <Fault error={error} code={code} />],
          [t.integrations.url, trial.url && <code class="wrap">{trial.url}</code>],
          [t.log.remote, trial.remote_ip && <code>{trial.remote_ip}</code>],
          [t.log.attempts, trial.tries > 1 && t.log.twice],
        ]}
      />
      <TimingBar timing={trial.timing} />
      <Exchange sides={trial} />
    </section>
  );
}
