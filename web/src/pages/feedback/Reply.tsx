import { useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { useWords } from "../../lib/i18n.ts";
import { AreaField } from "../../ui/Field.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { At } from "../../ui/Time.tsx";
import { toast } from "../../ui/Toasts.tsx";
import type { CareProps } from "./AnswerCard.tsx";
import { CareForm } from "./CareForm.tsx";
import { useCare } from "./useCare.ts";

/** What was answered to the customer, and the way to answer. */
export function Reply({ card, mayWrite, onStale }: CareProps) {
  const { t } = useWords();
  const { feedback } = t;
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [isMissing, setMissing] = useState(false);
  const reply = useCare<void>({
    send: () =>
      api("PUT /v1/feedback/{order_id}/reply", {
        path: { order_id: card.order_id },
        body: { text: text.trim() },
        version: card.version,
      }),
    onDone: () => {
      setOpen(false);
      setText("");
      toast(feedback.sent);
    },
    onStale,
  });
  return (
    <section>
      <div class="section-head">
        <h3>{feedback.reply}</h3>
        {mayWrite && !isOpen && (
          <button type="button" class="button small" onClick={() => setOpen(true)}>
            {card.reply ? feedback.anotherReply : feedback.doReply}
          </button>
        )}
      </div>
      {card.reply ? (
        <>
          <p class="prose">{card.reply.text}</p>
          <p class="muted">
            {card.reply.by.name}, <At at={card.reply.at} />
          </p>
        </>
      ) : (
        !isOpen && <p class="muted">{feedback.noReply}</p>
      )}
      {isOpen && (
        <CareForm
          label={feedback.reply}
          submit={feedback.send}
          error={reply.error}
          isPending={reply.isPending}
          onClose={() => setOpen(false)}
          onSubmit={() => {
            setMissing(!text.trim());
            if (text.trim()) reply.mutate();
          }}
        >
          <AreaField
            label={feedback.replyText}
            hint={feedback.replyHint}
            error={isMissing ? t.problem.required : ruleOf(reply.error, "text")}
            rows={4}
            maxLength={2000}
            value={text}
            onValue={setText}
          />
        </CareForm>
      )}
    </section>
  );
}
