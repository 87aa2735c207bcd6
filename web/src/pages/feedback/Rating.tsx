import { useWords } from "../../lib/i18n.ts";
import { Chip } from "../../ui/Chip.tsx";

/** Colour a rating: satisfied, between, low. */
export function toneOf(rating: number): "green" | "amber" | "red" {
  if (rating >= 4) return "green";
  return rating === 3 ? "amber" : "red";
}

/** A rating with its sign. */
export function RatingChip({ rating, isWhole = false }: { rating: number; isWhole?: boolean }) {
  const { t } = useWords();
  return <Chip look={["star", toneOf(rating)]} text={isWhole ? t.answer.of(rating) : String(rating)} />;
}
