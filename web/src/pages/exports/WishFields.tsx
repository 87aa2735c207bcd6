import type { Catalogue, Run } from "../../api/exports.ts";
import { useWords } from "../../lib/i18n.ts";
import type { Fault } from "../../lib/schema.ts";
import { SelectField } from "../../ui/Field.tsx";
import { ruleOf } from "../../ui/problems.ts";
import { SchemaForm, useFaultWords } from "../../ui/SchemaForm.tsx";
import { canChoosePersonal, dataSetOf, fitted, formatOf, slotsFor, type Wish } from "../../lib/wish.ts";

interface Props {
  there: Catalogue;
  wish: Wish;
  onWish: (wish: Wish) => void;
  faults: Record<string, Fault>;
  error: unknown;
}

/** What goes into a file and how: the data set, the format with its own options, the date that counts, the names. */
export function WishFields({ there, wish, onWish, faults, error }: Props) {
  const { t, lang } = useWords();
  const say = useFaultWords();
  const put = (part: Partial<Wish>): void => onWish(fitted(there, { ...wish, ...part }, lang));
  const set = dataSetOf(there, wish.kind);
  const form = formatOf(there, wish.format);
  return (
    <>
      <div class="form-row">
        <SelectField
          label={t.exports.kind}
          value={wish.kind}
          onValue={(kind) => put({ kind })}
          options={there.data_sets.map((one) => [one.kind, one.title[lang]])}
          error={ruleOf(error, "kind")}
        />
        <SelectField
          label={t.exports.format}
          value={wish.format}
          onValue={(format) => put({ format })}
          options={(set?.formats ?? []).map((one) => [one, formatOf(there, one)?.title[lang] ?? one])}
          error={ruleOf(error, "format")}
        />
      </div>
      {set && set.axes.length > 1 && (
        <SelectField
          label={t.exports.axisLabel}
          value={wish.axis}
          onValue={(axis) => put({ axis: axis as Run["axis"] })}
          options={set.axes.map((one) => [one, t.exports.axis[one]])}
          error={ruleOf(error, "axis")}
        />
      )}
      {canChoosePersonal(there, wish.kind, wish.format) && (
        <div class="field">
          <div class="checks">
            <label class="check">
              <input
                type="checkbox"
                checked={wish.personal}
                onChange={(event) => put({ personal: event.currentTarget.checked })}
              />
              <span>{t.exports.personal}</span>
            </label>
          </div>
          <p class="field-hint">{t.exports.personalHint}</p>
        </div>
      )}
      {form?.personal && <p class="field-hint">{t.exports.personalAlways}</p>}
      <SchemaForm
        slots={slotsFor(there, wish.format, lang)}
        draft={wish.options}
        onDraft={(options) => put({ options })}
        errorOf={(name) => say(faults[name]) ?? ruleOf(error, `options.${name}`)}
      />
    </>
  );
}
