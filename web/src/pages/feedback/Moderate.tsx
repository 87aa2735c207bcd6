import { useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import type { Moderation } from "../../api/feedback.ts";
import { useWords } from "../../lib/i18n.ts";
import { Refusal } from "../../ui/Banner.tsx";
import { AreaField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { toast } from "../../ui/Toasts.tsx";
import type { CareProps } from "./AnswerCard.tsx";
import { CareForm } from "./CareForm.tsx";
import { useCare } from "./useCare.ts";

/** Publish an answer, or hide it for a reason; the score stays as the customer gave it. */
export function Moderate({ card, mayWrite, onStale }: CareProps) {
  const { t } = useWords();
  const { feedback } = t;
  const [isHiding, setHiding] = useState(false);
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const change = useCare<Moderation>({
    send: (state) =>
      api("PUT /v1/feedback/{order_id}/moderation", {
        path: { order_id: card.order_id },
        body: state === "hidden" ? { state, reason: reason.trim() } : { state },
        version: card.version,
      }),
    onDone: (state) => {
      setHiding(false);
      toast(state === "hidden" ? feedback.hidden : feedback.published);
    },
    onStale,
  });
  if (!mayWrite) return null;
  if (isHiding) {
    return (
      <CareForm
        label={feedback.hide}
        submit={feedback.hide}
        error={change.error}
        isPending={change.isPending}
        onClose={() => setHiding(false)}
        onSubmit={() => {
          setMissing(!reason.trim());
          if (reason.trim()) change.mutate("hidden");
        }}
      >
        <AreaField
          label={feedback.reason}
          hint={feedback.reasonHint}
          error={isMissing ? t.problem.required : ruleOf(change.error, "reason")}
          rows={2}
          maxLength={500}
          value={reason}
          onValue={setReason}
        />
      </CareForm>
    );
  }
  const isHidden = card.state === "hidden";
  return (
    <>
      <Refusal error={change.error} />
      <div class="moves" role="group" aria-label={feedback.actions}>
        {card.state !== "published" && (
          <button type="button" class="button small" disabled={change.isPending} onClick={() => change.mutate("published")}>
            <Icon name={isHidden ? "eye" : "circle-check"} size={14} />
            {isHidden ? feedback.unhide : feedback.publish}
          </button>
        )}
        {!isHidden && (
          <button type="button" class="button small" onClick={() => setHiding(true)}>
            <Icon name="eye-off" size={14} />
            {feedback.hide}
          </button>
        )}
      </div>
    </>
  );
}
