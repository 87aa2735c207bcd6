import { useApi } from "../../api/data.ts";
import { useWords } from "../../lib/i18n.ts";
import { address } from "../../lib/url.ts";
import { Chip } from "../../ui/Chip.tsx";
import { Link } from "../../ui/Link.tsx";
import { explain } from "../../ui/problems.ts";
import { Bone } from "../../ui/States.tsx";

/** What the customer said about an order that is done. */
export function Feedback({ id }: { id: string }) {
  const { t } = useWords();
  const card = useApi("GET /v1/feedback/{order_id}", { path: { order_id: id } });
  const { data, error } = card;
  let content;
  if (data) {
    const tone = data.rating >= 4 ? "green" : data.rating === 3 ? "amber" : "red";
    content = (
      <>
        <p>
          <Chip look={["star", tone]} text={t.answer.of(data.rating)} />{" "}
          <Link href={address("/feedback", { answer: id })}>{t.answer.open}</Link>
        </p>
        <p class={data.comment ? "prose" : "muted"}>{data.comment || t.answer.noWords}</p>
      </>
    );
  } else if (error) {
    content = <p class="muted">{error.status === 404 ? t.answer.none : explain(error)}</p>;
  } else content = <Bone width="60%" />;
  return (
    <section>
      <h3>{t.answer.title}</h3>
      {content}
    </section>
  );
}
