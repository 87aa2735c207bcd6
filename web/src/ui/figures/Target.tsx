import type { Kpi, Tile } from "../../api/figures.ts";
import { figure } from "../../lib/figureFormat.ts";
import { useWords } from "../../lib/i18n.ts";
import { Chip, type Look } from "../Chip.tsx";

const LOOKS: Record<"met" | "missed" | "open", Look> = {
  met: ["circle-check", "green"],
  missed: ["circle-x", "red"],
  open: ["hourglass", "grey"],
};

interface Props {
  kpi: Kpi;
  target: Tile["target"] | undefined;
  currency: string;
}

/** What a figure was to come to, and whether it did; nothing where it has no target. */
export function Target({ kpi, target, currency }: Props) {
  const { t, lang } = useWords();
  if (!target) return null;
  const state = target.met === null ? "open" : target.met ? "met" : "missed";
  const goal = t.insight.target(kpi.better === "higher", figure(target.value, kpi.unit, currency, lang), target.per !== null);
  return (
    <p class="kpi-verdict">
      <span class="muted">{goal}</span>
      <Chip look={LOOKS[state]} text={t.insight.targetState[state]} />
    </p>
  );
}
