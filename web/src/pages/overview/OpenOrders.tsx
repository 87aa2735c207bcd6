import type { ComponentChildren } from "preact";
import type { Backlog, Figures } from "../../api/figures.ts";
import type { Status } from "../../api/types.ts";
import { day, number } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { StatusChip } from "../../ui/Chip.tsx";
import { INK } from "../../ui/charts/ink.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { Bone } from "../../ui/States.tsx";

const BONES = 6;

interface Props {
  data: Figures | undefined;
  onRetry: () => void;
}

/** What is still to be done: how much, in which state, and for how long already. */
export function OpenOrders({ data, onRetry }: Props) {
  const { t, lang } = useWords();
  const { open } = t.insight;
  const backlog = data?.backlog;
  const isLost = data?.problems.some((one) => one.part === "backlog");
  return (
    <section class="panel backlog" aria-busy={!data}>
      <header class="panel-head">
        <div>
          <h2>{open.title}</h2>
          <p class="muted">{backlog ? open.at(day(backlog.at, lang)) : data ? open.gone : "\u00a0"}</p>
        </div>
        {isLost && (
          <button type="button" class="button" onClick={onRetry}>
            <Icon name="rotate-cw" />
            {t.states.retry}
          </button>
        )}
      </header>
      {backlog !== null && (
        <div class="panel-body">
          <Sums backlog={backlog} />
          <States backlog={backlog} />
          <Ages backlog={backlog} />
        </div>
      )}
    </section>
  );
}

function Sums({ backlog }: { backlog: Backlog | undefined }) {
  const { t, lang } = useWords();
  const { open } = t.insight;
  const days = (value: number | null | undefined): string => (value == null ? t.dash : open.ofDays(number(Math.round(value), lang)));
  const rows: [name: string, value: ComponentChildren][] = [
    [open.all, backlog ? <Link href="/orders">{number(backlog.open, lang)}</Link> : t.dash],
    [open.overdue, backlog ? <Link href="/orders?overdue=1">{number(backlog.overdue, lang)}</Link> : t.dash],
    [open.age, days(backlog?.median_age_days)],
    [open.late, days(backlog?.median_overdue_days)],
  ];
  return (
    <dl class="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function States({ backlog }: { backlog: Backlog | undefined }) {
  const { t } = useWords();
  const { open } = t.insight;
  const rows = backlog?.by_status ?? [];
  const hint = backlog && rows.length === 0 ? (backlog.open > 0 ? open.noStatus : open.none) : undefined;
  return (
    <Meters title={open.byStatus} most={Math.max(...rows.map((one) => one.n), 1)} hint={hint}>
      {rows.map((one) => ({
        key: one.value,
        name: (
          <Link href={`/orders?status=${one.value}`}>
            <StatusChip status={one.value as Status} />
          </Link>
        ),
        n: one.n,
      }))}
    </Meters>
  );
}

function Ages({ backlog }: { backlog: Backlog | undefined }) {
  const { t } = useWords();
  const { open } = t.insight;
  const rows = backlog?.ages ?? [];
  return (
    <Meters title={open.byAge} most={Math.max(...rows.map((one) => one.n), 1)}>
      {rows.map((one) => {
        const name = one.to_days === null ? open.over(one.from_days) : open.days(one.from_days, one.to_days);
        return { key: String(one.from_days), name, n: one.n };
      })}
    </Meters>
  );
}

interface Meter {
  key: string;
  name: ComponentChildren;
  n: number;
}

function Meters({ title, most, hint, children }: { title: string; most: number; hint?: string | undefined; children: Meter[] }) {
  const { lang } = useWords();
  return (
    <section>
      <h3>{title}</h3>
      {hint && <p class="muted">{hint}</p>}
      <ul class="load">
        {children.length === 0 &&
          !hint &&
          Array.from({ length: BONES }, (_, index) => (
            <li key={index}>
              <Bone />
            </li>
          ))}
        {children.map((one) => (
          <li key={one.key}>
            <span>{one.name}</span>
            <i class="track" style={{ color: INK.accent }}>
              <i style={{ display: "block", width: `${(100 * one.n) / most}%` }} />
            </i>
            <span>{number(one.n, lang)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
