import { showFeedback, type FeedbackCard } from "../../api/feedback.ts";
import { useMutation, type Mutation } from "../../api/mutation.ts";
import { ApiError } from "../../api/problem.ts";

interface Rules<Given> {
  send: (given: Given) => Promise<FeedbackCard>;
  onDone: (given: Given) => void;
  onStale: () => Promise<unknown>;
}

/** Do something about an answer on the version that was seen; the form stays with its words when that is old. */
export function useCare<Given>({ send, onDone, onStale }: Rules<Given>): Mutation<FeedbackCard, Given> {
  return useMutation({
    mutationFn: send,
    onSuccess: (card, given) => {
      showFeedback(card);
      onDone(given);
    },
    onError: (error) => (error instanceof ApiError && error.status === 412 ? onStale() : undefined),
  });
}
