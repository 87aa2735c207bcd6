import { createStore } from "../lib/store.ts";
import { config } from "./config.ts";

/** "expired": the page stays and a dialog asks for the password again. */
export type Session = "starting" | "out" | "in" | "expired";
export type SignInFailure = "wrong" | "challenge" | "unreachable" | "tooMany";

export class SignInError extends Error {
  readonly reason: SignInFailure;

  constructor(reason: SignInFailure) {
    super(reason);
    this.reason = reason;
  }
}

interface Tokens {
  AccessToken: string;
  RefreshToken?: string;
  ExpiresIn: number;
}

const REFRESH = "naryad.refresh";
const USER = "naryad.user";
/** Renew this long before the end, so that no call meets a dead token. */
const EARLY_MS = 60_000;

export const session = createStore<Session>("starting");
let access = "";
let endsAt = 0;
let renewal: Promise<boolean> | null = null;

async function initiate(flow: string, parameters: Record<string, string>): Promise<Tokens> {
  const { endpoint, client_id } = config().identity;
  let answer: Response;
  try {
    answer = await fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AWSCognitoIdentityProviderService.InitiateAuth",
      },
      body: JSON.stringify({ AuthFlow: flow, ClientId: client_id, AuthParameters: parameters }),
    });
  } catch {
    throw new SignInError("unreachable");
  }
  return read(answer);
}

async function read(answer: Response): Promise<Tokens> {
  const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  const tokens = body["AuthenticationResult"] as Tokens | undefined;
  if (answer.ok && tokens?.AccessToken) return tokens;
  if (answer.ok && body["ChallengeName"]) throw new SignInError("challenge");
  const kind = String(body["__type"] ?? "");
  if (kind.includes("TooManyRequests") || kind.includes("LimitExceeded")) throw new SignInError("tooMany");
  throw new SignInError(answer.status >= 500 ? "unreachable" : "wrong");
}

function accept(tokens: Tokens): void {
  access = tokens.AccessToken;
  endsAt = Date.now() + tokens.ExpiresIn * 1000;
  if (tokens.RefreshToken) sessionStorage.setItem(REFRESH, tokens.RefreshToken);
  session.set("in");
}

/** Sign in with a password. */
export async function signIn(user: string, password: string): Promise<void> {
  accept(await initiate("USER_PASSWORD_AUTH", { USERNAME: user, PASSWORD: password }));
  sessionStorage.setItem(USER, user);
}

/** Forget the session on this tab. */
export function signOut(): void {
  access = "";
  endsAt = 0;
  sessionStorage.removeItem(REFRESH);
  sessionStorage.removeItem(USER);
  session.set("out");
}

/** Name the last one signed in on this tab, so that the password alone is asked again. */
export function lastUser(): string {
  return sessionStorage.getItem(USER) ?? "";
}

async function renewOnce(): Promise<boolean> {
  const refresh = sessionStorage.getItem(REFRESH);
  if (!refresh) return false;
  try {
    accept(await initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: refresh }));
    return true;
  } catch (error) {
    // A server that is down does not end the session: the next call tries again.
    if (error instanceof SignInError && error.reason === "wrong") sessionStorage.removeItem(REFRESH);
    return false;
  }
}

/** Get a new access token; calls at the same time share one renewal. */
export function renew(): Promise<boolean> {
  renewal ??= renewOnce().finally(() => {
    renewal = null;
  });
  return renewal;
}

/** Take up the session of this tab after a reload. */
export async function resume(): Promise<void> {
  if (!(await renew())) session.set("out");
}

/** Give a token that is still good for a while; renew it in silence when it is not. */
export async function token(): Promise<string> {
  if (Date.now() > endsAt - EARLY_MS) await renew();
  return access;
}

/** Say that the session is over; the page stays. */
export function expire(): void {
  if (session.get() === "in") session.set("expired");
}
