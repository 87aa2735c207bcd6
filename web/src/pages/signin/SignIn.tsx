import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { lastUser, signIn, SignInError, type SignInFailure } from "../../api/auth.ts";
import { queries } from "../../api/data.ts";
import { useWords } from "../../lib/i18n.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Field, TextField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Brand, Switches } from "../../ui/Shell.tsx";

function Form() {
  const { t } = useWords();
  const [user, setUser] = useState(lastUser);
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const [failure, setFailure] = useState<SignInFailure | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: JSX.TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      await signIn(user.trim(), password);
      void queries.invalidateQueries();
    } catch (error) {
      setFailure(error instanceof SignInError ? error.reason : "unreachable");
      setBusy(false);
    }
  };

  return (
    <form class="form" onSubmit={(event) => void submit(event)}>
      {failure && (
        <p class="banner" data-tone="bad" role="alert">
          <Icon name="triangle-alert" />
          {t.signIn[failure]}
        </p>
      )}
      <TextField label={t.signIn.user} value={user} onValue={setUser} autocomplete="username" inputMode="email" required />
      <Field label={t.signIn.password}>
        {(wired) => (
          <span class="input-with-button">
            <input
              class="input"
              type={shown ? "text" : "password"}
              autocomplete="current-password"
              required
              value={password}
              onInput={(event) => setPassword(event.currentTarget.value)}
              {...wired}
            />
            <button
              type="button"
              class="button quiet square"
              aria-label={shown ? t.signIn.hide : t.signIn.show}
              onClick={() => setShown(!shown)}
            >
              <Icon name={shown ? "eye-off" : "eye"} />
            </button>
          </span>
        )}
      </Field>
      <button class="button primary wide" disabled={busy}>
        {t.signIn.submit}
      </button>
    </form>
  );
}

/** The first page of everyone. */
export function SignInPage() {
  const { t } = useWords();
  return (
    <div class="sign-in">
      <header>
        <Brand />
        <Switches />
      </header>
      <main>
        <div class="sign-in-card">
          <h1>{t.signIn.title}</h1>
          <p class="muted">{t.signIn.lead}</p>
          <Form />
        </div>
      </main>
      <footer class="muted">{t.tagline}</footer>
    </div>
  );
}

/** The session is over: ask again above the page, which stays as it is. */
export function ExpiredDialog() {
  const { t } = useWords();
  return (
    <Dialog title={t.signIn.expiredTitle} onClose={() => undefined} locked>
      <div class="dialog-body">
        <p class="muted">{t.signIn.expired}</p>
        <Form />
      </div>
    </Dialog>
  );
}
