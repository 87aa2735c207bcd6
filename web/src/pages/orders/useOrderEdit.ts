import { editOrder, loadOrder, showOrder } from "../../api/orders.ts";
import type { Order, OrderEdit } from "../../api/types.ts";
import type { Fields } from "../../lib/conflict.ts";
import { useWords } from "../../lib/i18n.ts";
import { toast } from "../../ui/Toasts.tsx";
import { useEdit, type Edit } from "../../ui/useEdit.ts";

/** Save some fields of an order; whatever is learned of it on the way is shown behind the form. */
export function useOrderEdit(order: Order, fieldsOf: (order: Order) => Fields, onClose: () => void): Edit {
  const { t } = useWords();
  return useEdit<Order>({
    record: order,
    fieldsOf,
    load: async () => {
      const now = await loadOrder(order.id);
      showOrder(now);
      return now;
    },
    save: (fields, version) => editOrder(order.id, fields as OrderEdit, version),
    onSaved: (saved) => {
      showOrder(saved);
      toast(t.card.saved(saved.number));
      onClose();
    },
    onClose,
  });
}
