import type { ComponentType, FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../api/problem.ts";
import { Failure } from "./States.tsx";

/** A page, or a large form, in a file of its own: nobody loads what they do not open. */
export function lazy<Props extends object = object>(load: () => Promise<ComponentType<Props>>): FunctionComponent<Props> {
  let Found: ComponentType<Props> | undefined;
  return function Lazy(props: Props) {
    const [, render] = useState({});
    const [isLost, setLost] = useState(false);
    useEffect(() => {
      if (Found) return;
      load().then(
        (page) => {
          Found = page;
          render({});
        },
        () => setLost(true),
      );
    }, []);
    if (Found) return <Found {...props} />;
    // Off line, or a newer build has taken the place of this one's files: the reload finds out.
    return isLost ? <Failure error={new ApiError(0)} onRetry={() => location.reload()} /> : null;
  };
}
