import { useRef, useState } from "preact/hooks";
import type { Role, User, UserEdit } from "../../api/access.ts";
import { api } from "../../api/client.ts";
import { useApi } from "../../api/data.ts";
import { useMutation } from "../../api/mutation.ts";
import { changes, type Fields } from "../../lib/conflict.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { Alarm } from "../../ui/Banner.tsx";
import { CheckList } from "../../ui/CheckList.tsx";
import { SelectField, TextField } from "../../ui/Field.tsx";
import { FormDialog } from "../../ui/FormDialog.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { toast } from "../../ui/Toasts.tsx";
import { explainUser, refreshUsers } from "./useUser.ts";

interface Draft {
  email: string;
  name: string;
  roles: string[];
  technician: string;
  language: string;
}

type Wrong = Partial<Record<keyof Draft, string>>;

const EMPTY: Draft = { email: "", name: "", roles: [], technician: "", language: "ru" };

function draftOf(user: User): Draft {
  const { email, name, roles, technician_id: technician, language } = user;
  return { email, name, roles, technician: technician ?? "", language };
}

function fieldsOf(draft: Draft): Fields {
  return {
    name: draft.name.trim(),
    roles: draft.roles,
    technician_id: draft.technician || null,
    language: draft.language,
  };
}

function check(draft: Draft, t: Messages): Wrong {
  const wrong: Wrong = {};
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email.trim())) wrong.email = t.users.badEmail;
  if (!draft.name.trim()) wrong.name = t.problem.required;
  if (draft.roles.length === 0) wrong.roles = t.users.pickRole;
  // A technician without a link would sign in and see nothing.
  if (draft.roles.length === 1 && draft.roles[0] === "technician" && !draft.technician) wrong.technician = t.users.needsTechnician;
  return wrong;
}

/** Invite somebody, or change what they are called and may do. */
export function UserForm({ user, onClose }: { user: User | null; onClose: () => void }) {
  const { t } = useWords();
  const base = useRef(user).current;
  const [draft, setDraft] = useState(() => (base ? draftOf(base) : EMPTY));
  const [wrong, setWrong] = useState<Wrong>({});
  const key = useRef(crypto.randomUUID());
  const technicians = useApi("GET /v1/technicians", {}, { staleTime: 60_000 });
  const save = useMutation({
    mutationFn: (fields: Fields) =>
      base
        ? api("PATCH /v1/users/{user_id}", { path: { user_id: base.id }, body: fields as UserEdit, idempotencyKey: key.current })
        : api("POST /v1/users", {
            body: { email: draft.email.trim(), name: "", roles: [], ...(fields as { roles?: Role[] }) },
            idempotencyKey: key.current,
          }),
    onSuccess: (saved) => {
      refreshUsers();
      toast(base ? t.users.saved(saved.name) : t.users.invited(saved.email));
      onClose();
    },
  });
  const put = (part: Partial<Draft>): void => {
    key.current = crypto.randomUUID(); // other words are another request
    setDraft({ ...draft, ...part });
  };
  const submit = (): void => {
    const found = check(draft, t);
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    const fields = base ? changes(fieldsOf(draftOf(base)), fieldsOf(draft)) : fieldsOf(draft);
    if (Object.keys(fields).length === 0) onClose();
    else save.mutate(fields);
  };
  return (
    <FormDialog
      title={base ? t.users.edit : t.users.inviteTitle}
      action={base ? t.save : t.users.invite}
      disabled={save.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      {save.error !== null && <Alarm>{explainUser(save.error)}</Alarm>}
      {base ? (
        <p class="muted">{base.email}</p>
      ) : (
        <TextField
          label={t.users.email}
          hint={t.users.inviteHint}
          type="email"
          inputMode="email"
          autocomplete="off"
          maxLength={128}
          autofocus
          value={draft.email}
          onValue={(email) => put({ email })}
          error={wrong.email ?? ruleOf(save.error, "email")}
        />
      )}
      <TextField
        label={t.users.name}
        maxLength={200}
        autocomplete="off"
        autofocus={base !== null}
        value={draft.name}
        onValue={(name) => put({ name })}
        error={wrong.name ?? ruleOf(save.error, "name")}
      />
      <CheckList
        legend={t.users.role}
        options={Object.entries(t.roles)}
        chosen={draft.roles}
        onChange={(roles) => put({ roles })}
        error={wrong.roles ?? ruleOf(save.error, "roles")}
        plain
      />
      <div class="form-row">
        <SelectField
          label={t.users.technician}
          empty={t.users.noTechnician}
          hint={t.users.technicianHint}
          value={draft.technician}
          onValue={(technician) => put({ technician })}
          options={(technicians.data?.items ?? [])
            .filter((one) => one.active || one.id === draft.technician)
            .map((one) => [one.id, one.name])}
          error={wrong.technician ?? ruleOf(save.error, "technician_id")}
        />
        <SelectField
          label={t.users.language}
          value={draft.language}
          onValue={(language) => put({ language })}
          options={Object.entries(t.customers.languages)}
        />
      </div>
    </FormDialog>
  );
}
