import type { ComponentChildren } from "preact";
import { Icon } from "./Icon.tsx";
import { explain } from "./problems.ts";

/** What went wrong, read out at once. */
export function Alarm({ children }: { children: ComponentChildren }) {
  return (
    <p class="banner" data-tone="bad" role="alert">
      <Icon name="triangle-alert" />
      {children}
    </p>
  );
}

/** What the server said against it. */
export function Refusal({ error }: { error: unknown }) {
  return error ? <Alarm>{explain(error)}</Alarm> : null;
}
