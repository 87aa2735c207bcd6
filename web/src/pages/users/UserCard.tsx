import { useRef, useState } from "preact/hooks";
import type { User } from "../../api/access.ts";
import { api } from "../../api/client.ts";
import { useApi } from "../../api/data.ts";
import { useMay, useMe } from "../../api/me.ts";
import { useMutation } from "../../api/mutation.ts";
import { useWords } from "../../lib/i18n.ts";
import { address } from "../../lib/url.ts";
import { Facts } from "../../ui/Facts.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { At } from "../../ui/Time.tsx";
import { toast } from "../../ui/Toasts.tsx";
import { UserChip } from "./UserChip.tsx";
import { UserForm } from "./UserForm.tsx";
import { useTechnicianNames } from "./UserList.tsx";
import { explainUser, refreshUsers, useAccess } from "./useUser.ts";

/** One user: who they are, what they may do, and their way in. */
export function UserCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const one = useApi("GET /v1/users/{user_id}", { path: { user_id: id } });
  const mayChange = useMay("users:write");
  return (
    <Sheet title={one.data?.name || one.data?.email || t.users.one} of={one} onClose={onClose}>
      {(user) => (
        <>
          <div class="card-marks">
            <UserChip user={user} />
          </div>
          {mayChange && <Moves user={user} />}
          <Who user={user} />
        </>
      )}
    </Sheet>
  );
}

function Who({ user }: { user: User }) {
  const { t } = useWords();
  const { technician_id: technician } = user;
  const name = useTechnicianNames().get(technician ?? "");
  return (
    <Facts
      rows={[
        [t.users.email, user.email],
        [t.users.role, user.roles.map((role) => t.roles[role]).join(", ")],
        [
          t.users.technician,
          technician && <Link href={address("/technicians", { technician })}>{name ?? technician}</Link>,
        ],
        [t.users.language, t.customers.languages[user.language]],
        [t.users.since, <At at={user.created_at} />],
      ]}
    />
  );
}

function Moves({ user }: { user: User }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const access = useAccess(user);
  const isMe = useMe()?.id === user.id;
  return (
    <div class="moves">
      <button type="button" class="button small" onClick={() => setOpen(true)}>
        <Icon name="pencil" size={14} />
        {t.card.edit}
      </button>
      {user.status === "invited" && user.enabled && <Resend user={user} />}
      {user.status === "active" && user.enabled && <SignOut user={user} />}
      {!isMe && (
        <button
          type="button"
          class={user.enabled ? "button small danger" : "button small"}
          disabled={access.isPending}
          onClick={() => access.mutate()}
        >
          <Icon name={user.enabled ? "ban" : "circle-check"} size={14} />
          {user.enabled ? t.users.disable : t.users.enable}
        </button>
      )}
      {isOpen && <UserForm user={user} onClose={() => setOpen(false)} />}
    </div>
  );
}

function Resend({ user }: { user: User }) {
  const { t } = useWords();
  const key = useRef(crypto.randomUUID());
  const send = useMutation({
    mutationFn: () =>
      api("POST /v1/users/{user_id}/resend", { path: { user_id: user.id }, idempotencyKey: key.current }),
    onSuccess: (now) => {
      key.current = crypto.randomUUID(); // pressed again, it is wanted again
      toast(t.users.invited(now.email));
    },
    onError: (error) => toast(explainUser(error), "bad"),
    onSettled: refreshUsers,
  });
  return (
    <button type="button" class="button small" disabled={send.isPending} onClick={() => send.mutate()}>
      <Icon name="send" size={14} />
      {t.users.resend}
    </button>
  );
}

function SignOut({ user }: { user: User }) {
  const { t } = useWords();
  const end = useMutation({
    mutationFn: () => api("POST /v1/users/{user_id}/sign-out", { path: { user_id: user.id } }),
    onSuccess: (now) => toast(t.users.signedOut(now.name || now.email)),
    onError: (error) => toast(explainUser(error), "bad"),
    onSettled: refreshUsers,
  });
  return (
    <button type="button" class="button small" disabled={end.isPending} onClick={() => end.mutate()}>
      <Icon name="log-out" size={14} />
      {t.users.signOut}
    </button>
  );
}
