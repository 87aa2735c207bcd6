import { useState } from "preact/hooks";
import { api } from "../api/client.ts";
import { refresh, useApi } from "../api/data.ts";
import { useMay } from "../api/me.ts";
import { useMutation } from "../api/mutation.ts";
import type { Answer } from "../api/types.ts";
import { useWords } from "../lib/i18n.ts";
import { Refusal } from "./Banner.tsx";
import { CopyBox } from "./CopyBox.tsx";
import { Dialog } from "./Dialog.tsx";
import { Icon } from "./Icon.tsx";
import { At } from "./Time.tsx";

type Whose = "customers" | "technicians";
type Bot = Answer<"GET /v1/chat-links/customers/{person_id}">["items"][number];

const LISTS = {
  customers: "GET /v1/chat-links/customers/{person_id}",
  technicians: "GET /v1/chat-links/technicians/{person_id}",
} as const;
const INVITES = {
  customers: "POST /v1/chat-links/customers/{person_id}/{integration_id}",
  technicians: "POST /v1/chat-links/technicians/{person_id}/{integration_id}",
} as const;
const REMOVALS = {
  customers: "DELETE /v1/chat-links/customers/{person_id}/{integration_id}",
  technicians: "DELETE /v1/chat-links/technicians/{person_id}/{integration_id}",
} as const;
const LIVE_MS = 5000;

interface Props {
  whose: Whose;
  id: string;
}

/** The bots that write to somebody, and the links by which they join; nothing while there is no bot. */
export function ChatLinks({ whose, id }: Props) {
  const { t } = useWords();
  const mayChange = useMay(whose === "customers" ? "customers:write" : "technicians:write");
  const [invited, setInvited] = useState<Bot | null>(null);
  const close = (): void => {
    setInvited(null);
    refresh(LISTS[whose]);
  };
  const every = invited ? { every: () => LIVE_MS } : {};
  const list = useApi(LISTS[whose], { path: { person_id: id } }, every);
  if (!list.data?.items.length) return null;
  return (
    <section>
      <h3>{t.chats.title}</h3>
      <ul class="rows">
        {list.data.items.map((bot) => (
          <Row key={bot.integration_id} whose={whose} id={id} bot={bot} mayChange={mayChange} onInvite={() => setInvited(bot)} />
        ))}
      </ul>
      {invited && <Invitation whose={whose} id={id} bot={invited} onClose={close} />}
    </section>
  );
}

interface RowProps extends Props {
  bot: Bot;
  mayChange: boolean;
  onInvite: () => void;
}

function Row({ whose, id, bot, mayChange, onInvite }: RowProps) {
  const { t } = useWords();
  const remove = useMutation({
    mutationFn: () => api(REMOVALS[whose], { path: { person_id: id, integration_id: bot.integration_id } }),
    onSettled: () => refresh(LISTS[whose]),
  });
  return (
    <li>
      <span>
        {bot.integration_name} <span class="muted">@{bot.bot_name}</span>
        <small>
          {!bot.linked_at && t.chats.none}
          {bot.linked_at && (
            <>
              {bot.is_blocked ? t.chats.blocked : t.chats.linked} <At at={bot.linked_at} />
            </>
          )}
        </small>
      </span>
      {mayChange && (
        <span class="moves">
          <button type="button" class="button small" onClick={onInvite}>
            <Icon name="link" size={14} />
            {t.chats.invite}
          </button>
          {bot.linked_at && (
            <button type="button" class="button small" disabled={remove.isPending} onClick={() => remove.mutate()}>
              <Icon name="x" size={14} />
              {t.chats.unlink}
            </button>
          )}
        </span>
      )}
    </li>
  );
}

interface InvitationProps extends Props {
  bot: Bot;
  onClose: () => void;
}

function Invitation({ whose, id, bot, onClose }: InvitationProps) {
  const invite = () => api(INVITES[whose], { path: { person_id: id, integration_id: bot.integration_id } });
  return <LinkDialog make={invite} onClose={onClose} />;
}

export interface LinkProps {
  make: () => Promise<{ url: string; expires_at: string }>;
  onClose: () => void;
}

/** A deep link into a bot, made when it is asked for: each is good for one chat. */
export function LinkDialog({ make, onClose }: LinkProps) {
  const { t } = useWords();
  const link = useMutation({ mutationFn: make });
  return (
    <Dialog title={t.chats.invite} onClose={onClose}>
      <div class="dialog-body form">
        <p>{t.chats.hint}</p>
        <Refusal error={link.error} />
        {link.data ? (
          <>
            <CopyBox value={link.data.url} />
            <p class="muted">
              {t.chats.until} <At at={link.data.expires_at} />
            </p>
          </>
        ) : (
          <button type="button" class="button primary" disabled={link.isPending} onClick={() => link.mutate()}>
            {t.chats.make}
          </button>
        )}
      </div>
      <footer class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          {t.close}
        </button>
      </footer>
    </Dialog>
  );
}
