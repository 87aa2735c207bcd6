import sprite from "./icons.svg?url&no-inline";
import type { IconName } from "./icons.ts";

/** A drawing beside words; alone it needs a label on its button. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} aria-hidden="true" focusable="false">
      <use href={`${sprite}#${name}`} />
    </svg>
  );
}
