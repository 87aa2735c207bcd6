import { api } from "../../api/client.ts";
import { refresh } from "../../api/data.ts";
import type { Body, Technician } from "../../api/types.ts";
import type { Fields } from "../../lib/conflict.ts";
import { useWords } from "../../lib/i18n.ts";
import { toast } from "../../ui/Toasts.tsx";
import { useEdit, type Edit } from "../../ui/useEdit.ts";

type Edited = Body<"PATCH /v1/technicians/{technician_id}">;

/** Ask again for all that shows a technician. */
export function refreshTechnicians(): void {
  refresh("GET /v1/technicians", "GET /v1/technicians/{technician_id}", "GET /v1/technicians/{technician_id}/workload");
}

/** Save some fields of a technician, or take one on. */
export function useTechnicianEdit(
  technician: Technician | null,
  fieldsOf: (technician: Technician) => Fields,
  onClose: () => void,
): Edit {
  const { t } = useWords();
  const path = { technician_id: technician?.id ?? "" };
  return useEdit<Technician>({
    record: technician,
    fieldsOf,
    load: () => api("GET /v1/technicians/{technician_id}", { path }),
    save: (fields, version) => api("PATCH /v1/technicians/{technician_id}", { path, body: fields as Edited, version }),
    create: (fields, key) => api("POST /v1/technicians", { body: { name: "", ...fields }, idempotencyKey: key }),
    onSaved: (saved) => {
      refreshTechnicians();
      toast(t.technicians.saved(saved.name));
      onClose();
    },
    onClose,
  });
}
