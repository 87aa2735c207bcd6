import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { lastUser, setPassword, signIn } from "../../api/auth.ts";
import { failureOf, type Challenge, type SignInFailure } from "../../api/identity.ts";
import { isStrong } from "../../lib/password.ts";
import { useWords } from "../../lib/i18n.ts";
import { Alarm } from "../../ui/Banner.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/Field.tsx";
import { lazy } from "../../ui/Lazy.tsx";
import { PasswordField } from "../../ui/PasswordField.tsx";
import { Brand, Switches } from "../../ui/Shell.tsx";
import { OwnPassword } from "./OwnPassword.tsx";

/** Few come here, and only then do its words. */
const Forgotten = lazy<{ onBack: () => void }>(() => import("./Forgotten.tsx").then((file) => file.Forgotten), "access");

interface FormProps {
  challenge: Challenge | null;
  onChallenge: (challenge: Challenge | null) => void;
}

/** First the name and the password; who was invited then sets a password of their own. */
function Form({ challenge, onChallenge }: FormProps) {
  const { t } = useWords();
  const [user, setUser] = useState(lastUser);
  const [password, setOld] = useState("");
  const [own, setOwn] = useState("");
  const [failure, setFailure] = useState<SignInFailure | null>(null);
  const [isBusy, setBusy] = useState(false);

  const send = async (): Promise<void> => {
    if (challenge) return setPassword(challenge, user.trim(), own);
    onChallenge(await signIn(user.trim(), password));
  };
  const submit = async (event: JSX.TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (challenge && !isStrong(own)) return setFailure("weak");
    setBusy(true);
    setFailure(null);
    try {
      await send();
    } catch (error) {
      const reason = failureOf(error);
      if (reason === "late") onChallenge(null);
      setFailure(reason);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      {failure && <Alarm>{t.signIn[failure]}</Alarm>}
      {challenge ? (
        <OwnPassword key="own" user={user} value={own} onValue={setOwn} />
      ) : (
        <>
          <TextField label={t.signIn.user} value={user} onValue={setUser} autocomplete="username" inputMode="email" required />
          <PasswordField
            key="given"
            label={t.signIn.password}
            value={password}
            onValue={setOld}
            autocomplete="current-password"
          />
        </>
      )}
      <button class="button primary wide" disabled={isBusy}>
        {challenge ? t.signIn.setOwn : t.signIn.submit}
      </button>
    </form>
  );
}

/** The first page of everyone. */
export function SignInPage() {
  const { t } = useWords();
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  const [isForgotten, setForgotten] = useState(false);
  return (
    <div class="sign-in">
      <header>
        <Brand />
        <Switches />
      </header>
      <main>
        <div class="sign-in-card">
          {isForgotten ? (
            <Forgotten onBack={() => setForgotten(false)} />
          ) : (
            <>
              <h1>{challenge ? t.signIn.ownTitle : t.signIn.title}</h1>
              <p class="muted">{challenge ? t.signIn.ownLead : t.signIn.lead}</p>
              <Form challenge={challenge} onChallenge={setChallenge} />
              {!challenge && (
                <button type="button" class="button quiet wide" onClick={() => setForgotten(true)}>
                  {t.signIn.forgotten}
                </button>
              )}
            </>
          )}
        </div>
      </main>
      <footer class="muted">{t.tagline}</footer>
    </div>
  );
}

/** The session is over: ask again above the page, which stays as it is. */
export function ExpiredDialog() {
  const { t } = useWords();
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  return (
    <Dialog title={challenge ? t.signIn.ownTitle : t.signIn.expiredTitle} onClose={() => undefined} locked>
      <div class="dialog-body">
        <p class="muted">{challenge ? t.signIn.ownLead : t.signIn.expired}</p>
        <Form challenge={challenge} onChallenge={setChallenge} />
      </div>
    </Dialog>
  );
}
