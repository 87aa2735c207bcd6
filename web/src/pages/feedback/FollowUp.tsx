import { useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { config } from "../../api/config.ts";
import type { TaskIn } from "../../api/feedback.ts";
import { useWords } from "../../lib/i18n.ts";
import { fromWallClock, toWallClock } from "../../lib/time.ts";
import { Refusal } from "../../ui/Banner.tsx";
import { Chip, type Look } from "../../ui/Chip.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { AreaField, SelectField, TextField } from "../../ui/Field.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { At } from "../../ui/Time.tsx";
import { toast } from "../../ui/Toasts.tsx";
import type { CareProps } from "./AnswerCard.tsx";
import { taskOf } from "./AnswerTable.tsx";
import { CareForm } from "./CareForm.tsx";
import { useCare } from "./useCare.ts";
import { useStaff } from "./useStaff.ts";

const LOOKS: Record<"open" | "overdue" | "done", Look> = {
  open: ["clock", "amber"],
  overdue: ["clock-alert", "red"],
  done: ["circle-check", "green"],
};
/** Within so many hours what made a customer rate low should be settled. */
const HOURS = 48;

function inHours(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}

/** The task to settle what the customer said: who, until when, and how it ended. */
export function FollowUp(care: CareProps) {
  const { t } = useWords();
  const { feedback } = t;
  const { card, mayWrite } = care;
  const [isOpen, setOpen] = useState(false);
  const task = card.follow_up;
  const state = taskOf(card);
  const close = useFollowUp(care, () => toast(feedback.taskClosed));
  return (
    <section>
      <div class="section-head">
        <h3>{feedback.task}</h3>
        {mayWrite && !isOpen && (
          <>
            <button type="button" class="button small" onClick={() => setOpen(true)}>
              {!task ? feedback.openTask : task.state === "open" ? feedback.editTask : feedback.reopenTask}
            </button>
            {task?.state === "open" && (
              <button type="button" class="button small" disabled={close.isPending} onClick={() => close.mutate({ state: "done" })}>
                {feedback.closeTask}
              </button>
            )}
          </>
        )}
      </div>
      <Refusal error={close.error} />
      {!task && !isOpen && <p class="muted">{feedback.noTask}</p>}
      {task && state && !isOpen && (
        <Facts
          rows={[
            [feedback.state, <Chip look={LOOKS[state]} text={feedback.tasks[state]} />],
            [feedback.assignee, task.assignee?.name ?? <span class="muted">{feedback.unassigned}</span>],
            [feedback.due, <At at={task.due_at} />],
            [feedback.closed, task.closed_at && <At at={task.closed_at} />],
            [feedback.note, task.note],
          ]}
        />
      )}
      {isOpen && <TaskForm {...care} onClose={() => setOpen(false)} />}
    </section>
  );
}

function useFollowUp({ card, onStale }: CareProps, onDone: () => void) {
  return useCare<TaskIn>({
    send: (body) =>
      api("PUT /v1/feedback/{order_id}/follow-up", { path: { order_id: card.order_id }, body, version: card.version }),
    onDone,
    onStale,
  });
}

function TaskForm({ onClose, ...care }: CareProps & { onClose: () => void }) {
  const { t } = useWords();
  const { feedback } = t;
  const { zone } = config().company;
  const task = care.card.follow_up;
  const isGoingOn = task?.state === "open";
  const [assignee, setAssignee] = useState(task?.assignee?.id ?? "");
  const [due, setDue] = useState(toWallClock(isGoingOn ? task.due_at : inHours(HOURS), zone));
  const [note, setNote] = useState(task?.note ?? "");
  const { people, nameOf } = useStaff(task?.assignee);
  const save = useFollowUp(care, () => {
    toast(feedback.taskSaved);
    onClose();
  });
  const submit = (): void => {
    const chosen = people.find((one) => one.id === assignee);
    save.mutate({
      state: "open",
      note: note.trim(),
      assignee: chosen ?? null,
      ...(due ? { due_at: fromWallClock(due, zone) } : {}),
    });
  };
  return (
    <CareForm label={feedback.task} submit={t.save} error={save.error} isPending={save.isPending} onSubmit={submit} onClose={onClose}>
      <div class="form-row">
        <SelectField
          label={feedback.assignee}
          empty={feedback.unassigned}
          value={assignee}
          onValue={setAssignee}
          options={people.map((one) => [one.id, nameOf(one)])}
          error={ruleOf(save.error, "assignee")}
        />
        <TextField type="datetime-local" label={feedback.due} value={due} onValue={setDue} error={ruleOf(save.error, "due_at")} />
      </div>
      <AreaField label={feedback.note} optional rows={3} maxLength={2000} value={note} onValue={setNote} error={ruleOf(save.error, "note")} />
    </CareForm>
  );
}
