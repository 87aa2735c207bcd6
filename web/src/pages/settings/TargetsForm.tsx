import { useRef, useState } from "preact/hooks";
import { api } from "../../api/client.ts";
import { config } from "../../api/config.ts";
import { queries, refresh } from "../../api/data.ts";
import type { Kpi } from "../../api/figures.ts";
import type { Answer } from "../../api/types.ts";
import { figure } from "../../lib/figureFormat.ts";
import { useWords } from "../../lib/i18n.ts";
import { parseTarget, targetText } from "../../lib/target.ts";
import { EditDialog } from "../../ui/EditDialog.tsx";
import { TextField } from "../../ui/Field.tsx";
import { toast } from "../../ui/Toasts.tsx";
import { useEdit } from "../../ui/useEdit.ts";
import { ruleAt } from "./words.ts";

export type Targets = Answer<"GET /v1/analytics/targets">;
type Aim = Targets["offered"][number];

interface Props {
  targets: Targets;
  kpis: Kpi[];
  onClose: () => void;
}

/** The form of what each figure is to come to. */
export function TargetsForm({ targets, kpis, onClose }: Props) {
  const { t, lang } = useWords();
  const { currency } = config().company;
  const known = useRef(targets);
  const [draft, setDraft] = useState(() =>
    Object.fromEntries(targets.offered.map(({ kpi, unit }) => [kpi, targetText(targets.targets[kpi], unit, currency, lang)])),
  );
  const [isTried, setTried] = useState(false);
  const show = (found: Targets): void => {
    known.current = found;
    queries.setQueryData(["GET /v1/analytics/targets", null, null], found);
  };
  const edit = useEdit<Targets>({
    record: targets,
    fieldsOf: (found) => ({ ...found.targets }),
    load: async () => {
      const found = await api("GET /v1/analytics/targets", {});
      show(found);
      return found;
    },
    save: (fields, version) => {
      const all = Object.entries({ ...known.current.targets, ...fields }).filter(([, value]) => value !== null);
      return api("PUT /v1/analytics/targets", { body: { targets: Object.fromEntries(all) as Record<string, number> }, version });
    },
    onSaved: (saved) => {
      show(saved);
      refresh("GET /v1/analytics/overview", "GET /v1/analytics/targets/audit");
      toast(t.company.targetsSaved);
      onClose();
    },
    onClose,
  });

  const titles = new Map(kpis.map((one) => [one.name, one.title[lang]]));
  const typed = ({ kpi, unit }: Aim): number | null | undefined => (draft[kpi]?.trim() ? parseTarget(draft[kpi], unit, currency) : undefined);
  const isWithin = (aim: Aim, value: number): boolean => value >= aim.low && value <= aim.high;
  const wrong = (aim: Aim): string | undefined => {
    const value = typed(aim);
    if (value === undefined || (value !== null && isWithin(aim, value))) return undefined;
    const bound = (limit: number): string => targetText(limit, aim.unit, currency, lang);
    return t.company.badTarget(bound(aim.low), bound(aim.high));
  };
  const submit = (): void => {
    setTried(true);
    if (targets.offered.some(wrong)) return;
    const wanted = targets.offered.map((aim): [string, number | null] => [aim.kpi, typed(aim) ?? null]);
    edit.send(Object.fromEntries(wanted.filter(([kpi, value]) => value !== null || kpi in targets.targets)));
  };
  const spoken = (kpi: string, value: unknown): string => {
    const aim = targets.offered.find((one) => one.kpi === kpi);
    return aim && typeof value === "number" ? figure(value, aim.unit, currency, lang) : t.company.noTarget;
  };

  return (
    <EditDialog
      edit={edit}
      title={t.company.targets}
      shape="wide"
      nameOf={(kpi) => titles.get(kpi) ?? kpi}
      show={spoken}
      onSubmit={submit}
      onClose={onClose}
    >
      <p class="field-hint">{t.company.targetsForm}</p>
      <div class="week">
        {targets.offered.map((aim) => (
          <TextField
            key={aim.kpi}
            label={titles.get(aim.kpi) ?? aim.kpi}
            inputMode="decimal"
            value={draft[aim.kpi] ?? ""}
            onValue={(value) => setDraft({ ...draft, [aim.kpi]: value })}
            hint={t.company.aim(aim.better === "higher", t.company.units[aim.unit](currency), aim.per !== null)}
            error={(isTried ? wrong(aim) : undefined) ?? ruleAt(edit.error, `targets.${aim.kpi}`)}
          />
        ))}
      </div>
    </EditDialog>
  );
}
