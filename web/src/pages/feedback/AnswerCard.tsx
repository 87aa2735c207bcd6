import { useApi } from "../../api/data.ts";
import type { FeedbackCard } from "../../api/feedback.ts";
import { useMay } from "../../api/me.ts";
import { useWords } from "../../lib/i18n.ts";
import { address, patched, usePlace } from "../../lib/url.ts";
import { Chip } from "../../ui/Chip.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Link } from "../../ui/Link.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Ago, At } from "../../ui/Time.tsx";
import { STATE } from "./AnswerTable.tsx";
import { FollowUp } from "./FollowUp.tsx";
import { Moderate } from "./Moderate.tsx";
import { Past } from "./Past.tsx";
import { RatingChip } from "./Rating.tsx";
import { Reply } from "./Reply.tsx";
import { saidBeside } from "./survey.ts";
import { Topics } from "./Topics.tsx";

/** One answer on a sheet at the side; its order is in the address. */
export function AnswerCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const card = useApi("GET /v1/feedback/{order_id}", { path: { order_id: id } });
  return (
    <Sheet title={t.feedback.cardTitle} of={card} onClose={onClose}>
      {(data) => <Body card={data} onStale={() => card.refetch()} />}
    </Sheet>
  );
}

export interface CareProps {
  card: FeedbackCard;
  mayWrite: boolean;
  /** Somebody else was quicker: what stands now is to be read. */
  onStale: () => Promise<unknown>;
}

function Body({ card, onStale }: { card: FeedbackCard; onStale: CareProps["onStale"] }) {
  const { t } = useWords();
  const mayWrite = useMay("feedback:write");
  const care = { card, mayWrite, onStale };
  return (
    <>
      <div class="card-head">
        <span class="card-marks">
          <RatingChip rating={card.rating} isWhole />
          <Chip look={STATE[card.state]} text={t.feedback.states[card.state]} />
          <span class="muted card-when">
            <Ago at={card.submitted_at} />
          </span>
        </span>
        <p class="card-title">{card.customer_name}</p>
      </div>
      {card.comment ? <p class="prose">{card.comment}</p> : <p class="muted">{t.feedback.noComment}</p>}
      <Moderate {...care} />
      <About card={card} />
      <Reply {...care} />
      <FollowUp {...care} />
      <Topics {...care} />
      <section>
        <h3>{t.feedback.history}</h3>
        <Past entries={card.history} />
      </section>
    </>
  );
}

function About({ card }: { card: FeedbackCard }) {
  const { t } = useWords();
  const { path, query } = usePlace();
  const { feedback } = t;
  const all = address(path, patched(query, { answer: null, cursor: null, customer: card.customer_id }));
  return (
    <Facts
      rows={[
        [feedback.order, <Link href={address("/orders", { order: card.order_id })}>{card.order_number}</Link>],
        [feedback.type, t.orderTypes[card.order_type] ?? card.order_type],
        [feedback.technician, card.technician_name ?? <span class="muted">{t.orders.nobody}</span>],
        [feedback.survey, saidBeside(card, t).join(" · ")],
        [feedback.askedAt, card.asked_at && <At at={card.asked_at} />],
        [feedback.date, <At at={card.submitted_at} />],
        [feedback.edited, card.edited_at && <At at={card.edited_at} />],
        [feedback.source, feedback.sources[card.source] ?? card.source],
        [feedback.hiddenBecause, card.hidden_reason],
        [feedback.customer, <Link href={all}>{feedback.allOfCustomer}</Link>],
      ]}
    />
  );
}
