import { useApi } from "./data.ts";
import type { Answer } from "./types.ts";

const KEPT_MS = 600_000;

export type Permission =
  | "orders:read"
  | "orders:write"
  | "orders:work"
  | "payments:write"
  | "customers:read"
  | "customers:write"
  | "customers:erase"
  | "technicians:write"
  | "sla:write"
  | "feedback:read"
  | "feedback:write"
  | "analytics:read"
  | "reports:write"
  | "integrations:read"
  | "integrations:write"
  | "exports:read"
  | "exports:write"
  | "keys:read"
  | "keys:write"
  | "users:read"
  | "users:write"
  | "audit:read"
  | "settings:write";

/** Tell who is signed in; undefined until the server has said it. */
export function useMe(): Answer<"GET /v1/me"> | undefined {
  return useApi("GET /v1/me", {}, { staleTime: KEPT_MS }).data;
}

/**
 * Give a check for the ways to pages: until the server has said who this is, none is shown, since one that
 * goes away again is worse than one that comes; if it can't say, all are.
 */
export function useWays(): (permission: Permission) => boolean {
  const { data, error } = useApi("GET /v1/me", {}, { staleTime: KEPT_MS });
  return (permission) => data?.permissions.includes(permission) ?? error !== null;
}

/** Tell whether the server has said who this is, or can't say. */
export function useIsSettled(): boolean {
  const { data, error } = useApi("GET /v1/me", {}, { staleTime: KEPT_MS });
  return data !== undefined || error !== null;
}

/** Give a check for many permissions at once. */
export function usePermissions(): (permission: Permission) => boolean {
  const known = useMe()?.permissions;
  return (permission) => known?.includes(permission) ?? true;
}

/** Tell whether to offer an action. The server decides in any case: until it has said, offer. */
export function useMay(permission: Permission): boolean {
  return useMe()?.permissions.includes(permission) ?? true;
}
