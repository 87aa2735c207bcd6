import { chooseColumns, CHOSEN, columns, USUAL, type ColumnName } from "../../lib/columns.ts";
import { useWords } from "../../lib/i18n.ts";
import { useStore } from "../../lib/store.ts";
import { CheckList } from "../../ui/CheckList.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { headOf } from "./OrderTable.tsx";

/** Which columns the list shows; this browser remembers it. */
export function ColumnsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const chosen = useStore(columns);
  return (
    <Dialog title={t.columns.title} onClose={onClose} light>
      <div class="dialog-body form">
        <CheckList
          legend={t.columns.hint}
          options={CHOSEN.map((one): [string, string] => [one, headOf(one, t)])}
          chosen={chosen}
          onChange={(next) => chooseColumns(next as ColumnName[])}
          plain
        />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={() => chooseColumns(USUAL)}>
            {t.columns.usual}
          </button>
          <button type="button" class="button primary" onClick={onClose}>
            {t.close}
          </button>
        </footer>
      </div>
    </Dialog>
  );
}
