import { createStore } from "../lib/store.ts";
import { byNewPassword, byPassword, byRefresh, revoke, SignInError, type Challenge, type Tokens } from "./identity.ts";

/** "expired": the page stays and a dialog asks for the password again; "away": identity does not answer. */
export type Session = "starting" | "away" | "out" | "in" | "expired";

/** What one tab tells the others. Tokens go from memory to memory, never through the storage. */
type Word = { is: "in"; access: string; endsAt: number; user: string } | { is: "out" };

/** In the storage that all tabs share: one session, one refresh token, also when it rotates. */
const REFRESH = "naryad.refresh";
const USER = "naryad.user";
/** When a tab last renewed: tells the tabs that waited that a token is on its way to them. */
const RENEWED = "naryad.renewed";
/** Renew this long before the end, so that no call meets a dead token. */
const EARLY_MS = 60_000;
const HEAR_MS = 500;

export const session = createStore<Session>("starting");
let access = "";
let endsAt = 0;
let early = EARLY_MS;
let renewal: Promise<boolean> | null = null;
let onHeard: (() => void) | null = null;

const tabs = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("naryad.session");
tabs?.addEventListener("message", (event: MessageEvent<Word>) => hear(event.data));

function tell(word: Word): void {
  tabs?.postMessage(word);
}

function hear(word: Word): void {
  if (word.is === "out") return forget();
  // Somebody else has signed in beside this page: nothing of the former user may stay on it.
  if (session.get() !== "starting" && session.get() !== "out" && word.user !== owner) return location.reload();
  take(word.access, word.endsAt, word.user);
  onHeard?.();
}

/** Whose data this page shows. */
let owner = "";

function take(token: string, until: number, user: string): void {
  access = token;
  endsAt = until;
  early = Math.min(EARLY_MS, (until - Date.now()) / 5);
  owner = user;
  session.set("in");
}

function accept(tokens: Tokens, user: string): void {
  if (tokens.RefreshToken) localStorage.setItem(REFRESH, tokens.RefreshToken);
  localStorage.setItem(USER, user);
  take(tokens.AccessToken, Date.now() + tokens.ExpiresIn * 1000, user);
  tell({ is: "in", access, endsAt, user });
}

function forget(): void {
  access = "";
  endsAt = 0;
  owner = "";
  session.set("out");
}

function enter(tokens: Tokens, user: string): void {
  const isAnother = session.get() === "expired" && user !== owner;
  accept(tokens, user);
  if (isAnother) location.reload();
}

/** Sign in with a password; a challenge is given back when the user has to set their own first. */
export async function signIn(user: string, password: string): Promise<Challenge | null> {
  const answer = await byPassword(user, password);
  if ("session" in answer) return answer;
  enter(answer, user);
  return null;
}

/** Set the password that a new user was asked for, and sign in with it. */
export async function setPassword(challenge: Challenge, user: string, password: string): Promise<void> {
  enter(await byNewPassword(challenge, password), user);
}

/** End the session in every tab and make its refresh token worthless. */
export function signOut(): void {
  const refresh = localStorage.getItem(REFRESH);
  for (const name of [REFRESH, USER, RENEWED]) localStorage.removeItem(name);
  forget();
  tell({ is: "out" });
  if (refresh) void revoke(refresh);
}

/** Name the last one signed in, so that the password alone is asked again. */
export function lastUser(): string {
  return localStorage.getItem(USER) ?? "";
}

/** One tab at a time; without locks (plain http from another machine) each tab for itself. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  return typeof navigator.locks === "undefined" ? work() : navigator.locks.request("naryad.renew", work);
}

/** The tab before us has renewed: wait for its word, which is quick but not instant. */
function heard(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, HEAR_MS);
    onHeard = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

async function renewInTurn(used: string): Promise<boolean> {
  const before = localStorage.getItem(RENEWED);
  return alone(async () => {
    if (access === used && localStorage.getItem(RENEWED) !== before) await heard();
    onHeard = null;
    if (access !== used) return true;
    return renewNow();
  });
}

async function renewNow(): Promise<boolean> {
  const refresh = localStorage.getItem(REFRESH);
  if (!refresh) return false;
  try {
    accept(await byRefresh(refresh), lastUser());
    localStorage.setItem(RENEWED, String(Date.now()));
    return true;
  } catch (error) {
    // A server that is down does not end the session: the next call tries again.
    if (!(error instanceof SignInError) || error.reason === "unreachable" || error.reason === "tooMany") throw error;
    if (localStorage.getItem(REFRESH) === refresh) localStorage.removeItem(REFRESH);
    return false;
  }
}

/** Get another access token than the one used: calls and tabs at the same time share one renewal. */
export function renew(used: string): Promise<boolean> {
  if (access !== used) return Promise.resolve(true);
  renewal ??= renewInTurn(used)
    .catch(() => false)
    .finally(() => {
      renewal = null;
    });
  return renewal;
}

/** Tell whether somebody has signed in here, and not out. */
export function isRemembered(): boolean {
  try {
    return localStorage.getItem(REFRESH) !== null;
  } catch {
    return false; // storage is off
  }
}

/** Take up the session that this browser has. */
export async function resume(): Promise<void> {
  try {
    if (!(await renewInTurn(""))) session.set("out");
  } catch {
    session.set("away");
  }
}

/** Give a token that is still good for a while; renew it in silence when it is not. */
export async function token(): Promise<string> {
  if (Date.now() > endsAt - early) await renew(access);
  return access;
}

/** Say that the session is over; the page stays. */
export function expire(): void {
  if (session.get() === "in") session.set("expired");
}
