import { useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import { useMutation } from "../../api/mutation.ts";
import { refreshPartners, type Partner } from "../../api/partners.ts";
import { useWords } from "../../lib/i18n.ts";
import { Refusal } from "../../ui/Banner.tsx";
import type { LinkProps } from "../../ui/ChatLinks.tsx";
import { CopyBox } from "../../ui/CopyBox.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { lazy } from "../../ui/Lazy.tsx";

/** Few cards are of a bot, and fewer of its visitors ask for a link. */
const LinkDialog = lazy<LinkProps>(() => import("../../ui/ChatLinks.tsx").then((file) => file.LinkDialog), "office");

/** What a channel needs beside its settings: a bot is joined and gives links, a gateway is told where to tell. */
export function ChannelTools({ partner }: { partner: Partner }) {
  const mayChange = useMay("integrations:write");
  if (!mayChange) return null;
  if (partner.kind === "telegram") return <BotTools partner={partner} />;
  return partner.kind === "sms" ? <Callback id={partner.id} /> : null;
}

function BotTools({ partner }: { partner: Partner }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const path = { integration_id: partner.id };
  const join = useMutation({ mutationFn: () => api("POST /v1/integrations/{integration_id}/chat-webhook", { path }) });
  const close = (): void => {
    setOpen(false);
    refreshPartners();
  };
  return (
    <section>
      <h3>{t.bot.title}</h3>
      <p class="muted">{t.bot.hint}</p>
      <div class="moves">
        <button type="button" class="button small" disabled={join.isPending} onClick={() => join.mutate()}>
          <Icon name="plug" size={14} />
          {t.bot.join}
        </button>
        {partner.messaging?.audience === "list" && (
          <button type="button" class="button small" onClick={() => setOpen(true)}>
            <Icon name="link" size={14} />
            {t.bot.invite}
          </button>
        )}
      </div>
      <Refusal error={join.error} />
      {join.data && (
        <p class="banner" data-tone={join.data.ok ? "info" : "warn"} role="status">
          <Icon name={join.data.ok ? "circle-check" : "triangle-alert"} />
          <span>{join.data.ok ? t.bot.joined : t.bot.refused(join.data.said)}</span>
        </p>
      )}
      {isOpen && <LinkDialog make={() => api("POST /v1/integrations/{integration_id}/chat-links", { path })} onClose={close} />}
    </section>
  );
}

function Callback({ id }: { id: string }) {
  const { t } = useWords();
  const one = useApi("GET /v1/integrations/{integration_id}/callback", { path: { integration_id: id } });
  if (!one.data?.url) return null;
  return (
    <section>
      <h3>{t.texts.callback}</h3>
      <p class="muted">{t.texts.callbackHint}</p>
      <CopyBox value={one.data.url} />
    </section>
  );
}
