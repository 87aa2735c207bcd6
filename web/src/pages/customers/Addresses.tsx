import { NEW_ADDRESS, type AddressDraft } from "../../lib/customer.ts";
import { useWords } from "../../lib/i18n.ts";
import { SelectField, TextField } from "../../ui/Field.tsx";
import { Icon } from "../../ui/Icon.tsx";

const MOST = 20;

interface Props {
  addresses: AddressDraft[];
  onAddresses: (addresses: AddressDraft[]) => void;
  /** What is wrong with a field of one of them. */
  errorOf: (index: number, name: keyof AddressDraft) => string | undefined;
}

/** Where the work is done and where the bill goes. */
export function Addresses({ addresses, onAddresses, errorOf }: Props) {
  const { t } = useWords();
  return (
    <fieldset class="form-group">
      <legend>{t.customers.addresses}</legend>
      <div class="parts">
        {addresses.map((one, index) => {
          const bind = (name: keyof AddressDraft) => ({
            label: t.address[name],
            value: one[name],
            onValue: (value: string) => onAddresses(addresses.with(index, { ...one, [name]: value })),
            error: errorOf(index, name),
          });
          return (
            <fieldset key={index} class="part address-edit" aria-label={t.address.one(index + 1)}>
              <TextField maxLength={500} {...bind("text")} />
              <SelectField {...bind("type")} options={Object.entries(t.address.types)} />
              <TextField maxLength={32} {...bind("entrance")} />
              <TextField maxLength={32} {...bind("floor")} />
              <TextField maxLength={32} {...bind("apartment")} />
              <TextField maxLength={500} {...bind("note")} />
              <button
                type="button"
                class="button quiet square"
                aria-label={t.address.remove(index + 1)}
                onClick={() => onAddresses(addresses.toSpliced(index, 1))}
              >
                <Icon name="trash-2" />
              </button>
            </fieldset>
          );
        })}
        <button
          type="button"
          class="button small"
          disabled={addresses.length >= MOST}
          onClick={() => onAddresses([...addresses, NEW_ADDRESS])}
        >
          <Icon name="plus" size={14} />
          {t.address.add}
        </button>
      </div>
    </fieldset>
  );
}
