import type { FeedbackEntry } from "../../api/feedback.ts";
import type { Messages } from "../../lib/i18n.ts";

export const SIDES = ["quality", "punctuality", "politeness", "price"] as const;

type Said = Pick<FeedbackEntry, "nps" | "ces" | "sub_ratings">;

/** Put what was said beside the score in words, each with its scale; what was not said is left out. */
export function saidBeside({ nps, ces, sub_ratings: sides }: Said, t: Messages): string[] {
  const { questions } = t.feedback;
  return [
    nps != null && `${questions.nps} ${nps}/10`,
    ces != null && `${questions.ces} ${ces}/7`,
    ...SIDES.map((name) => sides?.[name] != null && `${questions[name]} ${sides[name]}/5`),
  ].filter((one): one is string => Boolean(one));
}
