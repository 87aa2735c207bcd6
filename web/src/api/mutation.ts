import { useRef, useState } from "preact/hooks";
import { showWritten } from "./data.ts";

interface Rules<Result, Given> {
  mutationFn: (given: Given) => Promise<Result>;
  onSuccess?: (result: Result, given: Given) => void;
  /** What is promised is waited for: until then the mutation is pending, lest old data be sent again. */
  onError?: (error: unknown, given: Given) => void | Promise<unknown>;
  onSettled?: () => void;
}

interface State<Result, Given> {
  isPending: boolean;
  error: unknown;
  data?: Result;
  variables?: Given;
}

export interface Mutation<Result, Given> extends State<Result, Given> {
  mutate: (given: Given) => void;
}

/** Change something on the server; once begun it is seen through, even if its form is gone. */
export function useMutation<Result, Given = void>(rules: Rules<Result, Given>): Mutation<Result, Given> {
  const [state, setState] = useState<State<Result, Given>>({ isPending: false, error: null });
  const latest = useRef(rules);
  latest.current = rules;
  const calls = useRef(0);
  const mutate = async (variables: Given): Promise<void> => {
    const call = ++calls.current;
    // Answers overtake each other; what is shown is of the last call.
    const show = (next: State<Result, Given>): void => {
      if (call === calls.current) setState(next);
    };
    show({ isPending: true, error: null, variables });
    let data: Result;
    try {
      data = await latest.current.mutationFn(variables);
    } catch (error) {
      const after = latest.current.onError?.(error, variables);
      if (after instanceof Promise) {
        show({ isPending: true, error, variables });
        await after.catch(() => undefined);
      }
      show({ isPending: false, error, variables });
      latest.current.onSettled?.();
      return;
    }
    show({ isPending: false, error: null, data, variables });
    showWritten(data);
    latest.current.onSuccess?.(data, variables);
    latest.current.onSettled?.();
  };
  return { ...state, mutate: (given) => void mutate(given) };
}
