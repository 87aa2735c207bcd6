import { useApi } from "../../api/data.ts";
import { useWords } from "../../lib/i18n.ts";
import { Bone, Failure } from "../../ui/States.tsx";

interface Props {
  chosen: readonly string[];
  onChange: (events: string[]) => void;
  error: string | undefined;
}

/** Which events are to come; the catalogue comes from the API. */
export function EventChoice({ chosen, onChange, error }: Props) {
  const { t, lang } = useWords();
  const types = useApi("GET /v1/event-types", {}, { staleTime: 600_000 });
  if (types.error && !types.data) return <Failure error={types.error} onRetry={() => void types.refetch()} />;
  const items = types.data?.items.filter((one) => one.subscribable) ?? [];
  const every = items.length > 0 && items.every((one) => chosen.includes(one.type));
  const flip = (type: string): void =>
    onChange(chosen.includes(type) ? chosen.filter((one) => one !== type) : [...chosen, type]);
  return (
    <fieldset class="field">
      <legend class="legend-row">
        {t.integrations.events}
        <button
          type="button"
          class="link-button"
          disabled={items.length === 0}
          onClick={() => onChange(every ? [] : items.map((one) => one.type))}
        >
          {every ? t.integrations.none : t.integrations.all}
        </button>
      </legend>
      <div class="checks">
        {types.data
          ? items.map((one) => (
              <label key={one.type} class="check">
                <input type="checkbox" checked={chosen.includes(one.type)} onChange={() => flip(one.type)} />
                <span>{one.title[lang]}</span>
                <code>{one.type}</code>
              </label>
            ))
          : Array.from({ length: 5 }, (_, index) => (
              <span key={index} class="check">
                <Bone width={200} />
              </span>
            ))}
      </div>
      {error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
