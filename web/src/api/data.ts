import {
  QueryClient,
  QueryObserver,
  keepPreviousData,
  notifyManager,
  replaceEqualDeep,
  type QueryObserverOptions,
  type QueryObserverResult,
} from "@tanstack/preact-query";
import { useEffect, useState } from "preact/hooks";
import { api, type Input } from "./client.ts";
import { ApiError } from "./problem.ts";
import { isWritten, notEarlier, withWritten } from "../lib/written.ts";
import type { Answer, Operation } from "./types.ts";

/** A refused call stays refused; only a failing server or line is worth one more try. */
function again(failures: number, error: Error): boolean {
  const broken = !(error instanceof ApiError) || error.status === 0 || error.status >= 500;
  return broken && failures < 1;
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      retry: again,
      retryDelay: 400,
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      // A reading that was on its way while a write was answered must not put the version before it back.
      structuralSharing: (shown, read) => replaceEqualDeep(shown, notEarlier(shown, read)),
    },
  },
});

interface Watch<Op extends Operation> {
  /** Keep showing the last rows while the next ones load. */
  keep?: boolean;
  enabled?: boolean;
  /** Ask again after this many ms; false stops. */
  every?: (data: Answer<Op> | undefined) => number | false;
  staleTime?: number;
}

/** Watch one query: the library's own hook without its suspense and error boundaries, which nothing here uses. */
function useWatch<Data>(options: QueryObserverOptions<Data, ApiError>): QueryObserverResult<Data, ApiError> {
  const whole = { ...queries.defaultQueryOptions(options), _optimisticResults: "optimistic" as const };
  const [observer] = useState(() => new QueryObserver<Data, ApiError>(queries, whole as never));
  const [, render] = useState({});
  const result = observer.getOptimisticResult(whole as never);
  useEffect(() => {
    const stop = observer.subscribe(notifyManager.batchCalls(() => render({})));
    observer.updateResult(); // a change between the render and this effect must not be missed
    return stop;
  }, [observer]);
  useEffect(() => observer.setOptions(whole as never));
  return observer.trackResult(result);
}

/** Read from the API and watch the answer. */
export function useApi<Op extends Operation>(
  operation: Op,
  input: Input<Op>,
  { keep = false, enabled = true, every, staleTime }: Watch<Op> = {},
): QueryObserverResult<Answer<Op>, ApiError> {
  return useWatch<Answer<Op>>({
    queryKey: [operation, input.path ?? null, input.query ?? null],
    queryFn: ({ signal }) => api(operation, { ...input, signal }),
    enabled,
    ...(keep ? { placeholderData: keepPreviousData as never } : {}),
    ...(every ? { refetchInterval: (query) => every(query.state.data as Answer<Op> | undefined) } : {}),
    ...(staleTime === undefined ? {} : { staleTime }),
  });
}

/** Ask again for everything read by these operations. */
export function refresh(...operations: Operation[]): void {
  for (const operation of operations) void queries.invalidateQueries({ queryKey: [operation] });
}

const INDEX_LAG_MS = 1200;

/** Ask again after a write. An index follows its table a moment later: at once, old rows come back. */
export function refreshSoon(...operations: Operation[]): void {
  setTimeout(() => refresh(...operations), INDEX_LAG_MS);
}

/**
 * Show a record as a write has answered it, on its card and in lists. Until they are read anew, what is done next would
 * else go out with the version before it, and be refused.
 */
export function showWritten(answer: unknown): void {
  if (!isWritten(answer)) return;
  for (const { queryKey, state } of queries.getQueryCache().findAll()) {
    const now: unknown = withWritten(state.data, answer);
    // The rest of what was read is no fresher for it.
    if (now !== state.data) queries.setQueryData<unknown>(queryKey, now, { updatedAt: state.dataUpdatedAt });
  }
}

interface Rows {
  items: { id: string }[];
}

/** Show a written row in every list that is open, or at the top of the lists it was made for. */
export function showRow(operation: Operation, row: { id: string }, belongs: (query: unknown) => boolean): void {
  for (const { queryKey } of queries.getQueryCache().findAll({ queryKey: [operation] })) {
    queries.setQueryData<Rows>(queryKey, (old) => {
      if (!old) return old;
      if (!old.items.some((one) => one.id === row.id)) {
        return belongs(queryKey[2]) ? { ...old, items: [row, ...old.items] } : old;
      }
      return { ...old, items: old.items.map((one) => (one.id === row.id ? { ...one, ...row } : one)) };
    });
  }
}
