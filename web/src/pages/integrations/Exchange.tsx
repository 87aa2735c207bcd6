import { bytes } from "../../lib/format.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { pretty } from "../../lib/pretty.ts";

/** The HTTP answer as a small figure; colour repeats what the digits say. */
export function Answer({ status }: { status: number | null | undefined }) {
  const { t } = useWords();
  if (status === null || status === undefined) return <span class="muted">{t.dash}</span>;
  return (
    <span class="http" data-good={status < 300 || undefined}>
      {status}
    </span>
  );
}

/** What went wrong, the code in our words; the server's own below them name the host and the step. */
export function Fault({ error, code }: { error: string | null; code: string | null }) {
  const { t } = useWords();
  const known = code ? t.log.faults[code] : undefined;
  return (
    <>
      <span class="bad">{known ?? error}</span>
      {known && error && <small class="fault muted">{error}</small>}
    </>
  );
}

/** Why the next attempt is when it is; the server says it in these forms. */
export function whyAgain(reason: string | null | undefined, t: Messages): string | null {
  const step = /^step (\d+) of (\d+)$/.exec(reason ?? "");
  if (step) return t.log.retryStep(step[1]!, step[2]!);
  return reason === "retry-after" ? t.log.retryAsked : (reason ?? null);
}

interface Sides {
  request_headers: unknown;
  request_body?: string;
  request_truncated?: boolean;
  response_headers?: unknown;
  response_body?: string;
  response_truncated?: boolean;
  response_size?: number | null;
}

function linesOf(headers: unknown): string {
  return Object.entries((headers ?? {}) as Record<string, unknown>)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join("\n");
}

/** What was sent and what came back, as far as it is kept; secrets were hidden by the server. */
export function Exchange({ sides }: { sides: Sides }) {
  const { t, lang } = useWords();
  const size = (text: string): number => new TextEncoder().encode(text).length;
  const cut = (text: string, isCut: boolean | undefined, whole?: number | null): string | null =>
    isCut ? t.log.cut(bytes(size(text), lang), whole ? bytes(whole, lang) : null) : null;
  const { request_body: sent, response_body: came } = sides;
  const answered = linesOf(sides.response_headers);
  return (
    <>
      <Code title={t.log.headers} text={linesOf(sides.request_headers)} />
      {sent !== undefined && <Code title={t.log.body} text={pretty(sent)} note={cut(sent, sides.request_truncated)} />}
      {answered && <Code title={t.log.answerHeaders} text={answered} />}
      {came !== undefined && (
        <Code title={t.log.response} text={pretty(came)} note={cut(came, sides.response_truncated, sides.response_size)} />
      )}
    </>
  );
}

function Code({ title, text, note = null }: { title: string; text: string; note?: string | null }) {
  const { t } = useWords();
  return (
    <figure class="code">
      <figcaption>
        {title}
        {note && <em> · {note}</em>}
      </figcaption>
      <pre tabIndex={0}>{text || <span class="muted">{t.log.emptyBody}</span>}</pre>
    </figure>
  );
}
