import { Icon } from "../../ui/Icon.tsx";

/** What stood against a move, line by line. */
export function Notice({ text }: { text: string }) {
  return (
    <p class="banner" data-tone="warn" role="alert">
      <Icon name="triangle-alert" />
      <span>
        {text.split("\n").map((line) => (
          <span key={line} class="fact-line">
            {line}
          </span>
        ))}
      </span>
    </p>
  );
}
