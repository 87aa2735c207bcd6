import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { lastUser, signIn } from "../../api/auth.ts";
import { mailCode, replacePassword, failureOf } from "../../api/identity.ts";
import { useWords } from "../../lib/i18n.ts";
import { isStrong } from "../../lib/password.ts";
import { Alarm } from "../../ui/Banner.tsx";
import { TextField } from "../../ui/Field.tsx";
import { OwnPassword } from "./OwnPassword.tsx";

/** Who has forgotten the password is mailed a code, and sets another one with it. */
export function Forgotten({ onBack }: { onBack: () => void }) {
  const { t } = useWords();
  const [user, setUser] = useState(lastUser);
  const [isSent, setSent] = useState(false);
  const [code, setCode] = useState("");
  const [own, setOwn] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLInputElement>(".input:not([readonly])")?.focus(), [isSent]);

  const run = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      const reason = failureOf(error);
      // Not for the code: whoever was invited has no password yet that could be forgotten.
      setFailure(reason === "wrong" ? t.forgotten.refused : t.signIn[reason]);
    } finally {
      setBusy(false);
    }
  };
  const mail = async (): Promise<void> => {
    await mailCode(user.trim());
    setSent(true);
  };
  const replace = async (): Promise<void> => {
    await replacePassword(user.trim(), code.trim(), own);
    await signIn(user.trim(), own);
  };
  const submit = (event: JSX.TargetedSubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (isSent && !isStrong(own)) setFailure(t.signIn.weak);
    else void run(isSent ? replace : mail);
  };

  return (
    <>
      <h1>{isSent ? t.forgotten.sentTitle : t.forgotten.title}</h1>
      <p class="muted" role="status">
        {isSent ? t.forgotten.sent(user.trim()) : t.forgotten.lead}
      </p>
      <form ref={form} class="form" onSubmit={submit}>
        {failure && <Alarm>{failure}</Alarm>}
        {isSent ? (
          <>
            <TextField
              key="code"
              label={t.forgotten.code}
              value={code}
              onValue={setCode}
              autocomplete="one-time-code"
              inputMode="numeric"
              required
            />
            <OwnPassword user={user} value={own} onValue={setOwn} />
          </>
        ) : (
          <TextField
            key="user"
            label={t.signIn.user}
            value={user}
            onValue={setUser}
            autocomplete="username"
            inputMode="email"
            required
          />
        )}
        <button class="button primary wide" disabled={isBusy}>
          {isSent ? t.signIn.setOwn : t.forgotten.send}
        </button>
      </form>
      {isSent && (
        <button type="button" class="button quiet wide" disabled={isBusy} onClick={() => void run(mail)}>
          {t.forgotten.again}
        </button>
      )}
      <button type="button" class="button quiet wide" onClick={onBack}>
        {t.forgotten.back}
      </button>
    </>
  );
}
