import { useRef } from "preact/hooks";
import { api } from "../../api/client.ts";
import { queries } from "../../api/data.ts";
import { useWords } from "../../lib/i18n.ts";
import { bodyOf, fieldsOf, type Rules } from "../../lib/rules.ts";
import { toast } from "../../ui/Toasts.tsx";
import { useEdit, type Edit } from "../../ui/useEdit.ts";

function showRules(rules: Rules): void {
  queries.setQueryData(["GET /v1/sla", null, null], rules);
}

/** Change a part of the rules: the document is sent whole, with the rest as it was last read. */
export function useRules(rules: Rules, onClose: () => void): Edit {
  const { t } = useWords();
  const known = useRef(rules);
  return useEdit<Rules>({
    record: rules,
    fieldsOf,
    load: async () => {
      known.current = await api("GET /v1/sla", {});
      showRules(known.current);
      return known.current;
    },
    save: (fields, version = 0) => api("PUT /v1/sla", { body: bodyOf(known.current, fields), version }),
    onSaved: (saved) => {
      showRules(saved);
      toast(t.rules.saved);
      onClose();
    },
    onClose,
  });
}
