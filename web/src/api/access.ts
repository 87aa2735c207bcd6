import type { Answer, Body } from "./types.ts";

export type Key = Answer<"GET /v1/keys/{key_id}">;
export type KeyState = Key["state"];
export type NewKey = Body<"POST /v1/keys">;
export type KeyEdit = Body<"PATCH /v1/keys/{key_id}">;
export type Issued = Answer<"POST /v1/keys">;
export type Entry = Answer<"GET /v1/audit">["items"][number];
export type User = Answer<"GET /v1/users/{user_id}">;
export type UserEdit = Body<"PATCH /v1/users/{user_id}">;
export type Role = User["roles"][number];
export type Grant = Answer<"GET /v1/roles">["roles"][number];

/** Name a key without showing it. */
export function maskOf(key: Key): string {
  return `${key.prefix}…${key.last_four}`;
}
