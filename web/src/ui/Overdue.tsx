import { useWords } from "../lib/i18n.ts";
import { Icon } from "./Icon.tsx";

/** Past its due date: by sign and word, the colour only repeats it. */
export function Overdue() {
  return (
    <span class="overdue">
      <Icon name="clock-alert" size={14} />
      {useWords().t.orders.overdue}
    </span>
  );
}
