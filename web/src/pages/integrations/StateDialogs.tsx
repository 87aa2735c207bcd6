import { useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { refreshSoon, useApi } from "../../api/data.ts";
import { useMutation } from "../../api/mutation.ts";
import { refreshPartners, type Partner } from "../../api/partners.ts";
import { useWords } from "../../lib/i18n.ts";
import { Facts } from "../../ui/Facts.tsx";
import { ChoiceField } from "../../ui/Field.tsx";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { toast } from "../../ui/Toasts.tsx";

export type Move = "pause" | "disable" | "resume";

interface Props {
  move: Move;
  partner: Partner;
  onClose: () => void;
}

/** Stop an integration, or let it go on: what happens to its events is said before. */
export function StateDialog({ move, partner, onClose }: Props) {
  const { t } = useWords();
  const [release, setRelease] = useState<"all" | "none">("all");
  const words = {
    pause: { title: t.act.pauseTitle, hint: t.act.pauseHint, done: t.act.paused },
    disable: { title: t.act.disableTitle, hint: t.act.disableHint, done: t.act.disabled },
    resume: { title: t.act.resumeTitle, hint: "", done: t.act.enabled },
  }[move];
  const change = useMutation({
    mutationFn: () => {
      const asked = { path: { integration_id: partner.id }, version: partner.version };
      if (move === "pause") return api("POST /v1/integrations/{integration_id}/pause", asked);
      if (move === "disable") return api("POST /v1/integrations/{integration_id}/disable", asked);
      return api("POST /v1/integrations/{integration_id}/resume", { ...asked, body: { release } });
    },
    onSuccess: (now) => {
      toast(words.done(now.name));
      onClose();
    },
    onSettled: () => {
      refreshPartners();
      refreshSoon("GET /v1/deliveries");
    },
  });
  return (
    <FormDialog
      title={words.title(partner.name)}
      error={change.error}
      action={t.act[move]}
      disabled={change.isPending}
      onSubmit={() => change.mutate()}
      onClose={onClose}
    >
      {words.hint && <p class="muted">{words.hint}</p>}
      <Held partner={partner} />
      {move === "resume" && (
        <ChoiceField
          label={t.act.release}
          value={release}
          onValue={(value) => setRelease(value === "none" ? "none" : "all")}
          options={Object.entries(t.act.releases)}
        />
      )}
      {move === "resume" && <p class="muted">{t.act.releaseHint}</p>}
    </FormDialog>
  );
}

const COUNTED = 100;

/** How many deliveries wait; beyond a page it is enough to know that there are more. */
function Held({ partner }: { partner: Partner }) {
  const { t } = useWords();
  const held = useApi("GET /v1/deliveries", {
    query: { integration_id: partner.id, state: "held", limit: COUNTED },
  });
  const count = held.data?.items.length;
  const said = (): string => {
    if (count === undefined) return held.error ? t.dash : "…";
    if (count === 0) return t.act.noneHeld;
    return held.data?.next_cursor ? t.act.heldMore(count) : String(count);
  };
  return <Facts rows={[[t.act.held, said()]]} />;
}
