import type { User } from "../../api/access.ts";
import { useWords } from "../../lib/i18n.ts";
import { Chip, type Look } from "../../ui/Chip.tsx";

const LOOKS: Record<User["status"] | "disabled", Look> = {
  active: ["circle-check", "green"],
  invited: ["hourglass", "amber"],
  reset: ["hourglass", "amber"],
  disabled: ["ban", "grey"],
};

/** How far a user is with signing in; who may not is called that first. */
export function UserChip({ user }: { user: User }) {
  const { t } = useWords();
  const state = user.enabled ? user.status : "disabled";
  return <Chip look={LOOKS[state]} text={t.users.states[state]} />;
}
