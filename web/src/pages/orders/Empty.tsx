import { useMay } from "../../api/me.ts";
import { useWords } from "../../lib/i18n.ts";
import { setQuery } from "../../lib/url.ts";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { Note } from "../../ui/States.tsx";

function CreateFirst() {
  const { t } = useWords();
  if (!useMay("orders:write")) return null;
  return (
    <button type="button" class="button primary" onClick={() => setQuery({ new: "1" })}>
      <Icon name="plus" />
      {t.orders.create}
    </button>
  );
}

/** No orders: there are none yet, or none that pass. */
export function Empty({ filtered }: { filtered: boolean }) {
  const { t } = useWords();
  if (!filtered) {
    return (
      <Note icon="clipboard-list" title={t.orders.emptyTitle} hint={t.orders.emptyHint}>
        <CreateFirst />
      </Note>
    );
  }
  return (
    <Note icon="search" title={t.states.filteredTitle} hint={t.states.filteredHint}>
      <Link class="button" href="/orders">
        <Icon name="x" />
        {t.states.resetFilters}
      </Link>
    </Note>
  );
}
