import { config } from "../../api/config.ts";
import type { Partner } from "../../api/partners.ts";
import { instant } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";

/** The signing keys by their dates; they themselves are shown only when they are made. */
export function Secrets({ partner }: { partner: Partner }) {
  const { t, lang } = useWords();
  const at = (when: string): string => instant(when, lang, config().company.zone, "minute");
  return (
    <ul class="rows">
      {partner.secrets.map((secret) => (
        <li key={secret.created_at}>
          <span>{t.act.secretMade(at(secret.created_at))}</span>
          <span class="muted">{secret.expires_at ? t.act.secretUntil(at(secret.expires_at)) : t.act.secretNow}</span>
        </li>
      ))}
    </ul>
  );
}
