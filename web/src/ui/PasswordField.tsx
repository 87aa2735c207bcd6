import { useState } from "preact/hooks";
import { useWords } from "../lib/i18n.ts";
import { Field } from "./Field.tsx";
import { Icon } from "./Icon.tsx";

interface Props {
  label: string;
  value: string;
  onValue: (value: string) => void;
  autocomplete: "current-password" | "new-password";
  hint?: string;
}

/** A password that can be looked at. */
export function PasswordField({ label, value, onValue, hint, ...rest }: Props) {
  const { t } = useWords();
  const [isShown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint}>
      {(wired) => (
        <span class="input-with-button">
          <input
            class="input"
            type={isShown ? "text" : "password"}
            required
            value={value}
            onInput={(event) => onValue(event.currentTarget.value)}
            {...rest}
            {...wired}
          />
          <button
            type="button"
            class="button quiet square"
            aria-label={isShown ? t.signIn.hide : t.signIn.show}
            onClick={() => setShown(!isShown)}
          >
            <Icon name={isShown ? "eye-off" : "eye"} />
          </button>
        </span>
      )}
    </Field>
  );
}
