import type { User, UserEdit } from "../../api/access.ts";
import { api } from "../../api/client.ts";
import { refresh } from "../../api/data.ts";
import { useMutation, type Mutation } from "../../api/mutation.ts";
import { ApiError } from "../../api/problem.ts";
import { words } from "../../lib/i18n.ts";
import { explain } from "../../ui/problems.ts";
import { toast } from "../../ui/Toasts.tsx";

/** Everything that shows users is read again, also who one is: it may have been oneself. */
export function refreshUsers(): void {
  refresh("GET /v1/users", "GET /v1/users/{user_id}", "GET /v1/audit", "GET /v1/me");
}

/** Say a refusal about users in our words where its cause is known. */
export function explainUser(error: unknown): string {
  if (!(error instanceof ApiError) || error.status !== 409) return explain(error);
  const { users } = words();
  if (error.taken === "email") return users.taken;
  if (error.taken === "technician_id") return users.technicianTaken;
  return /last administrator/.test(error.detail) ? users.lastAdmin : explain(error);
}

/** Let a user in, or keep them out. */
export function useAccess(user: User): Mutation<User, void> {
  return useMutation({
    mutationFn: () => {
      const body: UserEdit = { enabled: !user.enabled };
      return api("PATCH /v1/users/{user_id}", { path: { user_id: user.id }, body });
    },
    onSuccess: (now) => {
      const { users } = words();
      toast(now.enabled ? users.isOn(now.name) : users.isOff(now.name));
    },
    onError: (error) => toast(explainUser(error), "bad"),
    onSettled: refreshUsers,
  });
}
