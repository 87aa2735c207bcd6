import { useApi } from "../../api/data.ts";
import { useMay, useMe } from "../../api/me.ts";
import { useWords } from "../../lib/i18n.ts";

export interface Person {
  id: string;
  name: string;
}

const KEPT_MS = 60_000;

/** Who can take care of something: oneself, technicians, and other users for who may see them. */
export function useStaff(known: Person | null | undefined): { people: Person[]; nameOf: (one: Person) => string } {
  const { t } = useWords();
  const me = useMe();
  const maySeeUsers = useMay("users:read");
  const technicians = useApi("GET /v1/technicians", {}, { staleTime: KEPT_MS });
  const users = useApi("GET /v1/users", {}, { staleTime: KEPT_MS, enabled: me !== undefined && maySeeUsers });
  const others = [
    ...(users.data?.items ?? []).filter((one) => one.enabled).map((one) => ({ id: one.id, name: one.name || one.email })),
    ...(technicians.data?.items ?? []).filter((one) => one.active),
  ];
  const all = [...(known ? [known] : []), ...(me ? [{ id: me.id, name: me.name }] : []), ...others];
  const people = [...new Map(all.map(({ id, name }) => [id, { id, name }])).values()];
  return { people, nameOf: (one) => (one.id === me?.id ? t.feedback.me(one.name) : one.name) };
}
