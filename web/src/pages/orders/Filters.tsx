import { useApi } from "../../api/data.ts";
import { useMutation } from "../../api/mutation.ts";
import type { OrderQuery, Status } from "../../api/types.ts";
import { config } from "../../api/config.ts";
import { isFiltered, since, SORTS, toApi, toggled, type Filters } from "../../lib/filters.ts";
import { useWords } from "../../lib/i18n.ts";
import { useStore } from "../../lib/store.ts";
import { address, patched, setQuery, usePlace, type Patch } from "../../lib/url.ts";
import { views } from "../../lib/views.ts";
import { STATUS } from "../../ui/Chip.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { explain } from "../../ui/problems.ts";
import { SearchField } from "../../ui/SearchField.tsx";
import { toast } from "../../ui/Toasts.tsx";

const STATUSES = Object.keys(STATUS) as Status[];
const PERIODS = [1, 7, 30];

/** Statuses to pick, several at once, and the saved filters beside them. */
export function StatusFilter({ filters }: { filters: Filters }) {
  const { t } = useWords();
  const { path, query } = usePlace();
  const saved = useStore(views);
  const to = (status: string | null): string => address(path, patched(query, { status, cursor: null }));
  return (
    <nav class="filter" aria-label={t.orders.statusFilter}>
      <Link class="filter-item" href={to(null)} aria-current={filters.statuses.length === 0 ? "true" : undefined}>
        {t.orders.all}
      </Link>
      {STATUSES.map((status) => (
        <Link
          key={status}
          class="filter-item"
          href={to(toggled(filters.statuses, status))}
          aria-current={filters.statuses.includes(status) ? "true" : undefined}
        >
          <span class="tone" data-tone={STATUS[status][1]}>
            <Icon name={STATUS[status][0]} size={14} />
          </span>
          {t.statuses[status]}
        </Link>
      ))}
      {saved.map((view) => (
        <Link key={view.name} class="filter-item" href={`${path}?${view.query}`}>
          <Icon name="bookmark" size={14} />
          {view.name}
        </Link>
      ))}
    </nav>
  );
}

function change(patch: Patch): void {
  setQuery({ ...patch, cursor: null }, { depth: 0 });
}

interface ToolbarProps {
  filters: Filters;
  board: boolean;
  onViews: () => void;
  onColumns: () => void;
}

/** Search, and every other condition; all of them hold at once. */
export function Toolbar({ filters, board, onViews, onColumns }: ToolbarProps) {
  const { t } = useWords();
  const { query } = usePlace();
  const technicians = useApi("GET /v1/technicians", {}, { staleTime: 60_000 });
  return (
    <div class="toolbar">
      <SearchField label={t.orders.search} placeholder={t.orders.searchHint} />
      <select
        class="input select"
        aria-label={t.orders.technician}
        value={filters.technician ?? ""}
        onChange={(event) => change({ technician: event.currentTarget.value })}
      >
        <option value="">{t.orders.anyTechnician}</option>
        {technicians.data?.items.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      <Zone zone={filters.zone} zones={technicians.data?.items.flatMap((one) => one.zones) ?? []} />
      <select
        class="input select"
        aria-label={t.orders.priority}
        value={filters.priority ?? ""}
        onChange={(event) => change({ priority: event.currentTarget.value })}
      >
        <option value="">{t.orders.anyPriority}</option>
        {Object.entries(t.priority).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      <Created filters={filters} />
      {!board && <Order filters={filters} />}
      <button
        type="button"
        class="button toggle"
        aria-pressed={filters.overdue}
        onClick={() => change({ overdue: filters.overdue ? null : "1" })}
      >
        <Icon name="clock-alert" />
        {t.orders.overdueOnly}
      </button>
      <button type="button" class="button" onClick={onViews}>
        <Icon name="bookmark" />
        {t.views.open}
      </button>
      {!board && (
        <>
          <button type="button" class="button" onClick={onColumns}>
            <Icon name="table" />
            {t.columns.open}
          </button>
          <Save filters={filters} />
        </>
      )}
      {isFiltered(filters) && (
        <Link class="button quiet" href={address("/orders", { view: query.get("view") })}>
          <Icon name="x" />
          {t.states.resetFilters}
        </Link>
      )}
    </div>
  );
}

/** All rows that pass, in their order, as a file; what writes it comes when it is needed. */
function Save({ filters }: { filters: Filters }) {
  const { t } = useWords();
  const save = useMutation({
    mutationFn: async () => {
      const { gatherOrders, saveOrders } = await import("./saveOrders.ts");
      const { rows, isWhole } = await gatherOrders(toApi(filters, config().company.zone) as OrderQuery);
      saveOrders(rows, t);
      return { count: rows.length, isWhole };
    },
    onSuccess: ({ count, isWhole }) => toast(isWhole ? t.columns.saved(count) : t.columns.cut(count), isWhole ? "good" : "bad"),
    onError: (error) => toast(explain(error), "bad"),
  });
  return (
    <button type="button" class="button" disabled={save.isPending} onClick={() => save.mutate()}>
      <Icon name="download" />
      {save.isPending ? t.columns.gathering : t.columns.save}
    </button>
  );
}

/** Where the work is: the zones of the technicians, and the one that is asked for already. */
function Zone({ zone, zones }: { zone: string | null; zones: string[] }) {
  const { t } = useWords();
  const known = [...new Set(zone ? [...zones, zone] : zones)].sort((one, other) => one.localeCompare(other));
  // It stands there from the beginning: what comes later would push the rows down.
  return (
    <select
      class="input select"
      aria-label={t.orders.zone}
      disabled={known.length === 0}
      value={zone ?? ""}
      onChange={(event) => change({ zone: event.currentTarget.value })}
    >
      <option value="">{t.orders.anyZone}</option>
      {known.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  );
}

/** When the order was created: a usual period, or own days. */
function Created({ filters: { from, to } }: { filters: Filters }) {
  const { t } = useWords();
  const { zone } = config().company;
  const { query } = usePlace();
  const preset = to ? undefined : PERIODS.find((days) => from === since(days, zone));
  const isOwn = query.has("dates") || (preset === undefined && Boolean(from || to));
  return (
    <>
      <select
        class="input select"
        aria-label={t.orders.createdWhen}
        value={isOwn ? "own" : String(preset ?? "")}
        onChange={(event) => {
          const days = event.currentTarget.value;
          if (days === "own") change({ dates: "1" });
          else change({ dates: null, to: null, from: days && since(Number(days), zone) });
        }}
      >
        <option value="">{t.orders.anyTime}</option>
        {PERIODS.map((days) => (
          <option key={days} value={days}>
            {t.orders.createdDays(days)}
          </option>
        ))}
        <option value="own">{t.orders.ownDates}</option>
      </select>
      {isOwn && (
        <>
          <input
            type="date"
            class="input"
            aria-label={t.orders.createdFrom}
            value={from ?? ""}
            max={to ?? undefined}
            onChange={(event) => change({ from: event.currentTarget.value })}
          />
          <input
            type="date"
            class="input"
            aria-label={t.orders.createdTo}
            value={to ?? ""}
            min={from ?? undefined}
            onChange={(event) => change({ to: event.currentTarget.value })}
          />
        </>
      )}
    </>
  );
}

/** The order of the rows: for a phone, whose table has no heads, and for columns out of sight. */
function Order({ filters: { sort, order } }: { filters: Filters }) {
  const { t } = useWords();
  return (
    <select
      class="input select"
      aria-label={t.orders.sortBy}
      value={`${sort} ${order}`}
      onChange={(event) => {
        const [by = null, way = null] = event.currentTarget.value.split(" ");
        change({ sort: by, dir: way });
      }}
    >
      {SORTS.flatMap((one) =>
        (["desc", "asc"] as const).map((way) => (
          <option key={one + way} value={`${one} ${way}`}>
            {t.sorts[one]} {way === "desc" ? "↓" : "↑"}
          </option>
        )),
      )}
    </select>
  );
}
