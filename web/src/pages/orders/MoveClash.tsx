import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import type { ReworkCause } from "../../api/types.ts";
import type { Clash } from "../../lib/conflict.ts";
import { instant } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import type { MoveField } from "../../lib/moves.ts";
import { fromWallClock } from "../../lib/time.ts";
import { ConflictDialog } from "../../ui/ConflictDialog.tsx";

export interface ClashProps {
  list: Clash[];
  isPending: boolean;
  onResolve: (theirs: ReadonlySet<string>) => void;
  onClose: () => void;
}

/** What a move was to set, where somebody else has set it too. */
export function MoveClash({ list, isPending, onResolve, onClose }: ClashProps) {
  const { t, lang } = useWords();
  const { zone } = config().company;
  const technicians = useApi("GET /v1/technicians", {}, { staleTime: 60_000 });
  const names: Partial<Record<MoveField, string>> = {
    technician_id: t.move.technician,
    scheduled_start: t.move.start,
    scheduled_end: t.move.end,
    rework_cause: t.edit.rework_cause,
  };
  const show = (field: string, value: unknown): string => {
    if (!value) return "";
    if (field === "technician_id") return technicians.data?.items.find((one) => one.id === value)?.name ?? String(value);
    if (field === "rework_cause") return t.derive.causes[value as ReworkCause];
    return instant(fromWallClock(String(value), zone), lang, zone, "minute");
  };
  return (
    <ConflictDialog
      conflict={{ list, onResolve }}
      isPending={isPending}
      nameOf={(field) => names[field as MoveField] ?? field}
      show={show}
      onClose={onClose}
    />
  );
}
