import type { Key, KeyState } from "../../api/access.ts";
import { useWords } from "../../lib/i18n.ts";
import { Chip, type Look } from "../../ui/Chip.tsx";

const LOOKS: Record<KeyState, Look> = {
  active: ["circle-check", "green"],
  inactive: ["circle-pause", "grey"],
  expired: ["hourglass", "amber"],
  revoked: ["ban", "red"],
};

/** What a key is good for; one that was found in public is called that first. */
export function KeyChip({ row }: { row: Key }) {
  const { t } = useWords();
  if (row.leaked && row.state !== "revoked") return <Chip look={["triangle-alert", "red"]} text={t.keys.isLeaked} />;
  if (row.replaced_by && row.state === "active") return <Chip look={["hourglass", "amber"]} text={t.keys.isReplaced} />;
  return <Chip look={LOOKS[row.state]} text={t.keyState[row.state]} />;
}
