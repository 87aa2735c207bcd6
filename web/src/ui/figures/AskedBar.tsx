import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import type { Dimension } from "../../api/figures.ts";
import { against, likely, type Told } from "../../lib/against.ts";
import { COMPARES, DIMENSIONS, inAddress, NAMELESS, NAMES, type Asked } from "../../lib/figuresQuery.ts";
import { useWords, type Messages } from "../../lib/i18n.ts";
import { previous } from "../../lib/period.ts";
import { today } from "../../lib/time.ts";
import { setQuery, usePlace } from "../../lib/url.ts";
import { Choice } from "../Choice.tsx";
import { Reset } from "../FilterLinks.tsx";
import { Dates } from "../PeriodPicker.tsx";

const KEPT_MS = 60_000;

interface Props {
  asked: Asked;
  /** Leave out what the answer does not depend on. */
  without?: "compare" | "slice";
  /** Which days are compared, once the server has said them. */
  told?: Told | undefined;
  children?: ComponentChildren;
}

/** What is asked of the figures beside the period: what to compare with, and which part of the company. */
export function AskedBar({ asked, without, told, children }: Props) {
  const { t, lang } = useWords();
  const { query } = usePlace();
  const isNarrowed = NAMES.some((name) => query.has(name));
  return (
    <div class="toolbar">
      {children}
      {without !== "compare" && <CompareChoice asked={asked} />}
      {without !== "slice" && <SliceChoice asked={asked} />}
      {isNarrowed && <Reset names={NAMES} />}
      {without !== "compare" && (
        <span class="toolbar-hint muted" style={{ visibility: told ? "visible" : "hidden" }}>
          {told ? against(told, t, lang) : likely(asked, today(config().company.zone), t, lang)}
        </span>
      )}
    </div>
  );
}

function CompareChoice({ asked }: { asked: Asked }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const change = (value: string): void => {
    if (value === "custom") setOpen(true);
    else setQuery({ compare: value === "previous" ? null : value, base_from: null, base_to: null }, { depth: 0 });
  };
  return (
    <>
      <select
        // Own dates that were not given leave the choice as it was.
        key={String(isOpen)}
        class="input select"
        aria-label={t.insight.compare}
        value={asked.compare}
        onChange={(event) => change(event.currentTarget.value)}
      >
        {COMPARES.map((one) => (
          <option key={one} value={one}>
            {t.insight.compares[one]}
          </option>
        ))}
      </select>
      {isOpen && (
        <Dates
          title={t.insight.baseTitle}
          dates={asked.base ?? previous(asked.period)}
          onDates={({ from, to }) => setQuery({ compare: "custom", base_from: from, base_to: to }, { depth: 0 })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function SliceChoice({ asked: { dimension, value } }: { asked: Asked }) {
  const { t } = useWords();
  const technicians = useApi("GET /v1/technicians", {}, { staleTime: KEPT_MS, enabled: dimension === "technician" || dimension === "zone" });
  const people = technicians.data?.items ?? [];
  const zones = [...new Set(people.flatMap((one) => one.zones))].sort((one, other) => one.localeCompare(other));
  return (
    <>
      <select
        class="input select"
        aria-label={t.insight.slice}
        value={dimension ?? ""}
        onChange={(event) => setQuery({ dimension: event.currentTarget.value, value: null }, { depth: 0 })}
      >
        <option value="">{t.insight.whole}</option>
        {DIMENSIONS.map((one) => (
          <option key={one} value={one}>
            {t.insight.dimensions[one]}
          </option>
        ))}
      </select>
      {dimension && (
        <Choice
          name="value"
          label={t.insight.sliceValue(t.insight.dimensions[dimension])}
          any={t.insight.chooseValue}
          value={value === null ? null : inAddress(value)}
          options={
            dimension === "technician"
              ? [...people.map((one): [string, string] => [one.id, one.name]), [NAMELESS, t.insight.nameless]]
              : dimension === "zone"
                ? [...zones.map((one): [string, string] => [one, one]), [NAMELESS, t.insight.nameless]]
                : fixed(dimension, t)
          }
        />
      )}
    </>
  );
}

/** The values of a dimension that has always the same ones. */
function fixed(dimension: Exclude<Dimension, "technician" | "zone">, t: Messages): [value: string, text: string][] {
  const words = { type: t.orderTypes, priority: t.priority, source: t.insight.sources, customer_kind: t.insight.customerKinds };
  return Object.entries(words[dimension]);
}
