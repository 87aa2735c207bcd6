import { api } from "../../api/client.ts";
import { refresh, refreshSoon, showRow } from "../../api/data.ts";
import type { Customer, CustomerIn } from "../../api/types.ts";
import type { Fields } from "../../lib/conflict.ts";
import { useWords } from "../../lib/i18n.ts";
import { toast } from "../../ui/Toasts.tsx";
import { useEdit, type Edit } from "../../ui/useEdit.ts";

/** Save some fields of a customer, or make one. */
export function useCustomerEdit(customer: Customer | null, fieldsOf: (customer: Customer) => Fields, onClose: () => void): Edit {
  const { t } = useWords();
  const path = { customer_id: customer?.id ?? "" };
  return useEdit<Customer>({
    record: customer,
    fieldsOf,
    load: () => api("GET /v1/customers/{customer_id}", { path }),
    save: (fields, version) => api("PATCH /v1/customers/{customer_id}", { path, body: fields as CustomerIn, version }),
    create: (fields, key) => api("POST /v1/customers", { body: fields as CustomerIn, idempotencyKey: key }),
    onSaved: (saved) => {
      showRow("GET /v1/customers", saved, (query) => !customer && !(query as { q?: string } | null)?.q);
      refresh("GET /v1/customers/{customer_id}");
      refreshSoon("GET /v1/customers");
      toast(t.customers.saved(saved.name));
      onClose();
    },
    onClose,
  });
}
