import { useRef, useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { refresh, refreshSoon } from "../../api/data.ts";
import { useMutation } from "../../api/mutation.ts";
import { useWords } from "../../lib/i18n.ts";
import { CheckList } from "../../ui/CheckList.tsx";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { toast } from "../../ui/Toasts.tsx";
import { ruleAt } from "../settings/words.ts";
import type { Person, Report } from "./report.ts";

interface Props {
  report: Report;
  people: Person[];
  onClose: () => void;
}

/** Send the report of the last whole week now, to whom is chosen here. */
export function SendDialog({ report, people, onClose }: Props) {
  const { t } = useWords();
  const reached = report.recipients.filter((id) => people.some((one) => one.id === id));
  const [chosen, setChosen] = useState<string[]>(reached);
  const [isTried, setTried] = useState(false);
  // The same request may be sent twice without harm; to others it is another one.
  const asked = useRef({ chosen: "", key: "" });
  const send = useMutation({
    mutationFn: () => {
      const names = chosen.join();
      if (asked.current.chosen !== names) asked.current = { chosen: names, key: crypto.randomUUID() };
      return api("POST /v1/analytics/report/send", { body: { recipients: chosen }, idempotencyKey: asked.current.key });
    },
    onSuccess: () => {
      refresh("GET /v1/analytics/report");
      refreshSoon("GET /v1/deliveries");
      toast(t.report.sent);
      onClose();
    },
  });
  const wrong = chosen.length === 0 ? t.report.needsPeople : undefined;
  return (
    <FormDialog
      title={t.report.sendTitle}
      error={send.error}
      action={t.report.sendAction}
      disabled={send.isPending}
      onSubmit={() => {
        setTried(true);
        if (!wrong) send.mutate();
      }}
      onClose={onClose}
    >
      <CheckList
        plain
        legend={t.report.recipients}
        options={people.map((one): [string, string] => [one.id, `${one.name || one.email} · ${one.email}`])}
        chosen={chosen}
        onChange={setChosen}
        error={(isTried ? wrong : undefined) ?? ruleAt(send.error, "recipients")}
      />
      {people.length === 0 && <p class="field-hint">{t.report.noPeople}</p>}
    </FormDialog>
  );
}
