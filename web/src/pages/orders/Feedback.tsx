import { useApi } from "../../api/data.ts";
import { config } from "../../api/config.ts";
import type { FeedbackOfOrder } from "../../api/feedback.ts";
import { instant } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { address } from "../../lib/url.ts";
import { Chip } from "../../ui/Chip.tsx";
import { Link } from "../../ui/Link.tsx";
import { explain } from "../../ui/problems.ts";
import { Bone } from "../../ui/States.tsx";

/** What the customer said about an order that is done, or what became of the request. */
export function Feedback({ id }: { id: string }) {
  const { t, lang } = useWords();
  const { data, error } = useApi("GET /v1/feedback/orders/{order_id}", { path: { order_id: id } });
  const said = data?.items[0];
  let content;
  if (said) {
    const tone = said.rating >= 4 ? "green" : said.rating === 3 ? "amber" : "red";
    content = (
      <>
        <p>
          <Chip look={["star", tone]} text={t.answer.of(said.rating)} />{" "}
          <Link href={address("/feedback", { answer: id })}>{t.answer.open}</Link>
        </p>
        <p class={said.comment ? "prose" : "muted"}>{said.comment || t.answer.noWords}</p>
      </>
    );
  } else if (data) {
    content = <p class="muted">{[t.answer.none, tell(data.request, t, lang)].filter(Boolean).join(". ")}</p>;
  } else content = error ? <p class="muted">{explain(error)}</p> : <Bone width="60%" />;
  return (
    <section>
      <h3>{t.answer.title}</h3>
      {content}
    </section>
  );
}

/** Say how the request stands: an order is asked about only once it is planned. */
function tell(request: FeedbackOfOrder["request"], t: Messages, lang: Lang): string | null {
  if (!request) return null;
  const { answer } = t;
  const at = (moment: string | null): string => (moment ? instant(moment, lang, config().company.zone, "minute") : "");
  const because = reason(request.because ?? "", answer.reasons);
  const channel = answer.channels[request.channel ?? ""] ?? request.channel ?? "";
  const lines = {
    planned: answer.planned(at(request.due_at)),
    handed: answer.handed(at(request.asked_at)),
    sent: answer.sent(channel, at(request.delivered_at)),
    lost: answer.lost(because),
    over: request.delivered_at ? answer.sent(channel, at(request.delivered_at)) : answer.notAsked(because),
  };
  return lines[request.state];
}

/** Put a reason in words; a channel may stand before it. */
function reason(text: string, words: Record<string, string>): string {
  const bare = text.slice(text.indexOf(": ") + 1).trim();
  return words[text] ?? words[bare] ?? bare;
}
