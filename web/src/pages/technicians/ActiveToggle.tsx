import { api } from "../../api/client.ts";
import { useMutation } from "../../api/mutation.ts";
import type { Technician } from "../../api/types.ts";
import { useWords } from "../../lib/i18n.ts";
import { explain } from "../../ui/problems.ts";
import { toast } from "../../ui/Toasts.tsx";
import { refreshTechnicians } from "./useTechnicianEdit.ts";

/** Says that somebody works no more, or works again; nobody is ever deleted. */
export function ActiveToggle({ technician }: { technician: Technician }) {
  const { t } = useWords();
  const { id, name, active, version } = technician;
  const change = useMutation({
    mutationFn: () => api("PATCH /v1/technicians/{technician_id}", { path: { technician_id: id }, body: { active: !active }, version }),
    onSuccess: (saved) => toast(saved.active ? t.technicians.isBack(saved.name) : t.technicians.isGone(saved.name)),
    onError: (error) => toast(explain(error), "bad"),
    onSettled: refreshTechnicians,
  });
  return (
    <button type="button" class="button small" disabled={change.isPending} onClick={() => change.mutate()}>
      {active ? t.technicians.dismiss : t.technicians.restore}
      <span class="sr-only"> {name}</span>
    </button>
  );
}
