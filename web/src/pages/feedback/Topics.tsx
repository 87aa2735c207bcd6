import { useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { parseTopics } from "../../lib/feedbackQuery.ts";
import { useWords } from "../../lib/i18n.ts";
import { address, patched, usePlace } from "../../lib/url.ts";
import { TextField } from "../../ui/Field.tsx";
import { Link } from "../../ui/Link.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { toast } from "../../ui/Toasts.tsx";
import type { CareProps } from "./AnswerCard.tsx";
import { CareForm } from "./CareForm.tsx";
import { useCare } from "./useCare.ts";

const MOST = 10;
const LONGEST = 40;

/** What an answer is about; each topic leads to the other answers about it. */
export function Topics({ card, mayWrite, onStale }: CareProps) {
  const { t } = useWords();
  const { path, query } = usePlace();
  const { feedback } = t;
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const topics = parseTopics(text);
  const isTooMuch = topics.length > MOST || topics.some((one) => one.length > LONGEST);
  const save = useCare<void>({
    send: () =>
      api("PUT /v1/feedback/{order_id}/topics", { path: { order_id: card.order_id }, body: { topics }, version: card.version }),
    onDone: () => {
      setOpen(false);
      toast(feedback.topicsSaved);
    },
    onStale,
  });
  const open = (): void => {
    setText(card.topics.join(", "));
    setOpen(true);
  };
  return (
    <section>
      <div class="section-head">
        <h3>{feedback.topics}</h3>
        {mayWrite && !isOpen && (
          <button type="button" class="button small" onClick={open}>
            {feedback.editTask}
            <span class="sr-only">: {feedback.topics}</span>
          </button>
        )}
      </div>
      {isOpen ? (
        <CareForm
          label={feedback.topics}
          submit={t.save}
          error={save.error}
          isPending={save.isPending}
          onSubmit={() => {
            if (!isTooMuch) save.mutate();
          }}
          onClose={() => setOpen(false)}
        >
          <TextField
            label={feedback.topics}
            hint={feedback.topicsHint}
            error={isTooMuch ? feedback.tooManyTopics : ruleOf(save.error, "topics")}
            value={text}
            onValue={setText}
          />
        </CareForm>
      ) : card.topics.length === 0 ? (
        <p class="muted">{feedback.noTopics}</p>
      ) : (
        <ul class="moves">
          {card.topics.map((topic) => (
            <li key={topic}>
              <Link class="button small" href={address(path, patched(query, { answer: null, cursor: null, topic }))}>
                {topic}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
