import { config } from "./config.ts";

/** Why signing in did not work; each has its own words. */
export type SignInFailure = "wrong" | "challenge" | "unreachable" | "tooMany" | "weak" | "late" | "code";

export class SignInError extends Error {
  readonly reason: SignInFailure;

  constructor(reason: SignInFailure) {
    super(reason);
    this.reason = reason;
  }
}

/** Say why it was refused; whatever else went wrong, nobody was reached. */
export function failureOf(error: unknown): SignInFailure {
  return error instanceof SignInError ? error.reason : "unreachable";
}

export interface Tokens {
  AccessToken: string;
  RefreshToken?: string;
  ExpiresIn: number;
}

/** The first password was the administrator's: the user sets one of their own. */
export interface Challenge {
  user: string;
  session: string;
}

type Answer = Record<string, unknown>;

/** Cognito's own words for a call, without the library: two kilobytes instead of twenty-five. */
async function ask(action: string, body: object, rest: RequestInit = {}): Promise<Answer> {
  const { endpoint, client_id } = config().identity;
  let answer: Response;
  try {
    answer = await fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `AWSCognitoIdentityProviderService.${action}`,
      },
      body: JSON.stringify({ ClientId: client_id, ...body }),
      ...rest,
    });
  } catch {
    throw new SignInError("unreachable");
  }
  const read = (await answer.json().catch(() => ({}))) as Answer;
  if (!answer.ok) throw new SignInError(reasonOf(answer.status, String(read["__type"] ?? "")));
  return read;
}

function reasonOf(status: number, kind: string): SignInFailure {
  if (/TooManyRequests|LimitExceeded/.test(kind)) return "tooMany";
  if (/InvalidPassword/.test(kind)) return "weak";
  if (/CodeMismatch|ExpiredCode/.test(kind)) return "code";
  return status >= 500 ? "unreachable" : "wrong";
}

function tokensOf(answer: Answer): Tokens {
  const tokens = answer["AuthenticationResult"] as Tokens | undefined;
  if (!tokens?.AccessToken) throw new SignInError("challenge");
  return tokens;
}

/** Try a password; a new user is asked for one of their own first. */
export async function byPassword(user: string, password: string): Promise<Tokens | Challenge> {
  const AuthParameters = { USERNAME: user, PASSWORD: password };
  const answer = await ask("InitiateAuth", { AuthFlow: "USER_PASSWORD_AUTH", AuthParameters });
  if (answer["ChallengeName"] !== "NEW_PASSWORD_REQUIRED") return tokensOf(answer);
  const known = (answer["ChallengeParameters"] ?? {}) as Record<string, string>;
  return { user: known["USER_ID_FOR_SRP"] ?? user, session: String(answer["Session"]) };
}

/** Set the user's own password; the administrator's is no good from then on. */
export async function byNewPassword({ user, session }: Challenge, password: string): Promise<Tokens> {
  const body = {
    ChallengeName: "NEW_PASSWORD_REQUIRED",
    Session: session,
    ChallengeResponses: { USERNAME: user, NEW_PASSWORD: password },
  };
  try {
    return tokensOf(await ask("RespondToAuthChallenge", body));
  } catch (error) {
    // The name and the first password were right a moment ago: what is over is the time to answer.
    throw error instanceof SignInError && error.reason === "wrong" ? new SignInError("late") : error;
  }
}

/** Have a code mailed by which a forgotten password is replaced; who is no user is answered alike. */
export async function mailCode(user: string): Promise<void> {
  await ask("ForgotPassword", { Username: user });
}

/** Replace a forgotten password by the code that was mailed. */
export async function replacePassword(user: string, code: string, password: string): Promise<void> {
  await ask("ConfirmForgotPassword", { Username: user, ConfirmationCode: code, Password: password });
}

/** Get new tokens by the refresh token. */
export async function byRefresh(refresh: string): Promise<Tokens> {
  return tokensOf(
    await ask("InitiateAuth", { AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: { REFRESH_TOKEN: refresh } }),
  );
}

/** Make a refresh token worthless; the page may be on its way out, so the call outlives it. */
export async function revoke(refresh: string): Promise<void> {
  await ask("RevokeToken", { Token: refresh }, { keepalive: true }).catch(() => undefined);
}
