import { api } from "../../api/client.ts";
import type { Key } from "../../api/access.ts";
import { refresh } from "../../api/data.ts";
import { useMutation, type Mutation } from "../../api/mutation.ts";
import { words } from "../../lib/i18n.ts";
import { explain } from "../../ui/problems.ts";
import { toast } from "../../ui/Toasts.tsx";

/** What shows keys is read again: lists, the opened card, the record. */
export function refreshKeys(): void {
  refresh("GET /v1/keys", "GET /v1/keys/{key_id}", "GET /v1/keys/{key_id}/audit", "GET /v1/audit");
}

/** Tell whether a key can be switched: not for good, not leaked. */
export function canSwitch(row: Key): boolean {
  return (row.state === "active" || row.state === "inactive") && !row.leaked;
}

/** Switch a key off, or on again. */
export function useKeyState(row: Key): Mutation<Key, void> {
  return useMutation({
    mutationFn: () =>
      api("PATCH /v1/keys/{key_id}", {
        path: { key_id: row.id },
        body: { state: row.state === "active" ? "inactive" : "active" },
        version: row.version,
      }),
    onSuccess: (now) => {
      const { keys } = words();
      toast(now.state === "active" ? keys.isOn(now.name) : keys.isOff(now.name));
    },
    onError: (error) => toast(explain(error), "bad"),
    onSettled: refreshKeys,
  });
}
