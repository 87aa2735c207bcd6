import type { ComponentType, FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../api/problem.ts";
import { loadWords, type Part } from "../lib/i18n.ts";
import { Failure } from "./States.tsx";

/** Shown once its file is there; who knows that it will be opened lets it come beforehand. */
export type Later<Props extends object = object> = FunctionComponent<Props> & { load: () => Promise<void> };

/** A page, or a large form, in a file of its own with its words: nobody loads what they do not open. */
export function lazy<Props extends object = object>(
  ask: () => Promise<ComponentType<Props>>,
  ...parts: Part[]
): Later<Props> {
  let Found: ComponentType<Props> | undefined;
  let coming: Promise<void> | undefined;
  const fetchAll = async (): Promise<void> => {
    try {
      [Found] = await Promise.all([ask(), ...parts.map((part) => loadWords(part))]);
    } finally {
      coming = undefined; // what failed is asked for again
    }
  };
  const load = (): Promise<void> => (coming ??= fetchAll());
  function Lazy(props: Props) {
    const [, render] = useState({});
    const [isLost, setLost] = useState(false);
    // As this render saw it: what comes before the effect runs would otherwise never be shown.
    const wasThere = Found !== undefined;
    useEffect(() => {
      if (wasThere) return;
      load().then(
        () => render({}),
        () => setLost(true),
      );
    }, []);
    if (Found) return <Found {...props} />;
    // Off line, or a newer build has taken the place of this one's files: the reload finds out.
    return isLost ? <Failure error={new ApiError(0)} onRetry={() => location.reload()} /> : null;
  }
  return Object.assign(Lazy, { load });
}
