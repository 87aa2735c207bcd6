import type { ComponentChildren } from "preact";
import { refreshSoon, useApi } from "../../api/data.ts";
import { readManifest, type Manifest } from "../../api/exports.ts";
import { useMay } from "../../api/me.ts";
import { useMutation } from "../../api/mutation.ts";
import { money, number } from "../../lib/format.ts";
import { useWords, type Lang, type Messages } from "../../lib/i18n.ts";
import { Facts } from "../../ui/Facts.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Failure } from "../../ui/States.tsx";
import { At } from "../../ui/Time.tsx";

type Total = Manifest["totals"]["kpis"][string];

/** What the file adds up to. It is read when asked for: reading it is a download like any other, and kept as one. */
export function ManifestPart({ id }: { id: string }) {
  const { t } = useWords();
  const read = useMutation({
    mutationFn: () => readManifest(id),
    onSettled: () => refreshSoon("GET /v1/exports/{export_id}"),
  });
  if (read.data) return <Content manifest={read.data} />;
  return (
    <section>
      <h3>{t.exports.totals}</h3>
      {read.error ? (
        <Failure error={read.error as Error} onRetry={() => read.mutate()} />
      ) : (
        <button type="button" class="button small" disabled={read.isPending} onClick={() => read.mutate()}>
          <Icon name="eye" size={14} />
          {t.exports.look}
        </button>
      )}
    </section>
  );
}

function Content({ manifest }: { manifest: Manifest }) {
  const { t, lang } = useWords();
  const mayLook = useMay("analytics:read");
  const kpis = useApi("GET /v1/analytics/kpis", {}, { enabled: mayLook, staleTime: 3_600_000 }).data?.items;
  const { totals, warnings, refused, filters } = manifest;
  const options = Object.entries(filters.options);
  return (
    <>
      <section aria-live="polite">
        <h3>{t.exports.totals}</h3>
        <Facts
          rows={[
            [t.exports.rows, number(manifest.rows, lang)],
            [t.exports.watermark, manifest.watermark && <At at={manifest.watermark} />],
            [t.exports.personal, filters.personal ? t.exports.yes : t.exports.no],
            [t.exports.options, options.length > 0 && options.map(([name, value]) => <Line key={name}>{`${name}: ${value}`}</Line>)],
            ...totals.money.map((one): [string, ComponentChildren] => {
              const say = (amount: number): string => money({ amount, currency: one.currency }, lang);
              const sums = one.vat_amount ? t.exports.sums(say(one.net), say(one.vat_amount), say(one.gross)) : say(one.gross);
              return [`${one.currency} · ${rateOf(one.vat, t)}`, sums];
            }),
          ]}
        />
        {totals.money.length === 0 && <p class="muted">{t.exports.noTotals}</p>}
      </section>
      <Part title={t.exports.kpis}>
        {Object.entries(totals.kpis).map(([name, total]) => {
          const kpi = kpis?.find((one) => one.name === name);
          return [kpi?.title[lang] ?? name, totalText(total, kpi?.unit === "money" ? manifest.currency : null, t, lang)];
        })}
      </Part>
      <Part title={t.exports.warnings}>
        {Object.entries(warnings).map(([code, count]) => [warningOf(code, t), number(count, lang)])}
      </Part>
      <Part title={t.exports.refused}>{refused.map((one) => [one.number, one.words])}</Part>
    </>
  );
}

function Line({ children }: { children: string }) {
  return <span class="fact-line">{children}</span>;
}

/** A head with names and values, where there are any. */
function Part({ title, children }: { title: string; children: [string, string][] }) {
  if (children.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <Facts rows={children} />
    </section>
  );
}

/** Without VAT is not 0 %, and no word about it is neither. */
function rateOf(vat: string | null, t: Messages): string {
  if (vat === null) return t.exports.vatUnknown;
  return vat === "none" ? t.exports.withoutVat : t.exports.vat(vat);
}

function warningOf(code: string, t: Messages): string {
  if (code.startsWith("left_out_")) return t.exports.leftOut(code.slice("left_out_".length));
  return t.exports.warning[code] ?? code;
}

/** A count, a sum, or both parts of a share or a mean. */
function totalText(total: Total, currency: string | null, t: Messages, lang: Lang): string {
  if (typeof total === "number") return number(total, lang);
  if ("amount" in total) return money(total, lang);
  const part = currency ? money({ amount: total.total, currency }, lang) : number(total.total, lang);
  return t.exports.parts(part, number(total.n, lang));
}
