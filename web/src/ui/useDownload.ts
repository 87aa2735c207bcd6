import { useMutation, type Mutation } from "../api/mutation.ts";
import { explain } from "./problems.ts";
import { toast } from "./Toasts.tsx";

/** Ask for the address of a file and go there; what stands against it is said in passing. */
export function useDownload<Given = void>(
  linkOf: (given: Given) => Promise<string>,
  say: (error: unknown) => string = explain,
): Mutation<string, Given> {
  return useMutation<string, Given>({
    mutationFn: linkOf,
    onSuccess: (url) => location.assign(url),
    onError: (error) => toast(say(error), "bad"),
  });
}
