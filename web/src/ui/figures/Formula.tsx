import { useState } from "preact/hooks";
import type { Kpi } from "../../api/figures.ts";
import { useWords } from "../../lib/i18n.ts";
import { Dialog } from "../Dialog.tsx";
import { Facts } from "../Facts.tsx";
import { Icon } from "../Icon.tsx";

/** How a figure is counted: its formula, on which date it stands, when it is final. */
export function Formula({ kpi }: { kpi: Kpi }) {
  const { t, lang } = useWords();
  const { insight } = t;
  const [isOpen, setOpen] = useState(false);
  const name = kpi.title[lang];
  return (
    <>
      <button type="button" class="button quiet square formula" aria-label={insight.formula(name)} title={kpi.meaning[lang]} onClick={() => setOpen(true)}>
        <Icon name="info" size={14} />
      </button>
      {isOpen && (
        <Dialog title={name} light onClose={() => setOpen(false)}>
          <div class="dialog-body">
            <p>{kpi.meaning[lang]}</p>
            <Facts
              rows={[
                [insight.axis, insight.axes[kpi.axis] ?? kpi.axis],
                [insight.basis, insight.bases[kpi.counts]],
                [insight.better, insight.betters[kpi.better]],
                [insight.matures, kpi.matures_days > 0 && insight.maturesIn(kpi.matures_days)],
                [insight.inDimensions, kpi.dimensions.map((one) => insight.dimensions[one]).join(", ")],
                [insight.definition, <span lang="en">{kpi.definition}</span>],
              ]}
            />
          </div>
        </Dialog>
      )}
    </>
  );
}
