import { useWords } from "../lib/i18n.ts";
import { address, patched, usePlace } from "../lib/url.ts";
import { Icon } from "./Icon.tsx";
import { Link } from "./Link.tsx";

/** A condition that has no list to choose from, and the way to take it away. */
export function Drop({ href, text, label }: { href: string; text: string; label: string }) {
  return (
    <Link class="button quiet" href={href} aria-label={label}>
      {text}
      <Icon name="x" />
    </Link>
  );
}

/** Take all conditions away by their names in the address; what is not named stays. */
export function Reset({ names }: { names: readonly string[] }) {
  const { t } = useWords();
  const { path, query } = usePlace();
  const none = Object.fromEntries([...names, "cursor"].map((name) => [name, null]));
  return (
    <Link class="button quiet" href={address(path, patched(query, none))}>
      <Icon name="x" />
      {t.states.resetFilters}
    </Link>
  );
}
