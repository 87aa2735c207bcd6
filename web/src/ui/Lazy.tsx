import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../api/problem.ts";
import { Failure } from "./States.tsx";

/** A page in a file of its own: nobody loads what they do not open. */
export function lazy(load: () => Promise<ComponentType>): ComponentType {
  let Found: ComponentType | undefined;
  return function Lazy() {
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
    if (Found) return <Found />;
    // Off line, or a newer build has taken the place of this one's files: the reload finds out.
    return isLost ? <Failure error={new ApiError(0)} onRetry={() => location.reload()} /> : null;
  };
}
