import { api } from "../../../api/client.ts";
import { refresh } from "../../../api/data.ts";
import { useMutation, type Mutation } from "../../../api/mutation.ts";
import type { Replay } from "../../../api/partners.ts";
import { explain } from "../../../ui/problems.ts";
import { toast } from "../../../ui/Toasts.tsx";

export type ReplayMove = "pause" | "resume" | "cancel";

/** Stop a replay, let it go on, or end it. */
export function useReplayMove(id: string): Mutation<Replay, ReplayMove> {
  return useMutation({
    mutationFn: (move) => {
      const asked = { path: { replay_id: id } };
      if (move === "pause") return api("POST /v1/replays/{replay_id}/pause", asked);
      if (move === "resume") return api("POST /v1/replays/{replay_id}/resume", asked);
      return api("POST /v1/replays/{replay_id}/cancel", asked);
    },
    onError: (error) => toast(explain(error), "bad"),
    onSettled: () => refresh("GET /v1/replays", "GET /v1/replays/{replay_id}"),
  });
}
