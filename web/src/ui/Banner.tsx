import { Icon } from "./Icon.tsx";
import { explain } from "./problems.ts";

/** What the server said against it. */
export function Refusal({ error }: { error: unknown }) {
  if (!error) return null;
  return (
    <p class="banner" data-tone="bad" role="alert">
      <Icon name="triangle-alert" />
      {explain(error)}
    </p>
  );
}
