import { useWords } from "../../lib/i18n.ts";
import { PasswordField } from "../../ui/PasswordField.tsx";

interface Props {
  user: string;
  value: string;
  onValue: (value: string) => void;
}

/** A password that its user thinks up. */
export function OwnPassword({ user, value, onValue }: Props) {
  const { t } = useWords();
  return (
    <>
      {/* For the browser's keeper of passwords: it shows whose this one is. */}
      <input class="sr-only" type="email" autocomplete="username" tabIndex={-1} aria-hidden="true" readOnly value={user} />
      <PasswordField label={t.signIn.own} hint={t.signIn.rules} value={value} onValue={onValue} autocomplete="new-password" />
    </>
  );
}
