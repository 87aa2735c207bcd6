import { useState } from "preact/hooks";
import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import type { Answer, Technician } from "../../api/types.ts";
import { day, minutes, phone } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { addDays, today } from "../../lib/time.ts";
import { address } from "../../lib/url.ts";
import { ActiveChip } from "../../ui/Chip.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { Link } from "../../ui/Link.tsx";
import { Bone, Failure } from "../../ui/States.tsx";
import { TechnicianForm } from "./TechnicianForm.tsx";

const AHEAD = 13;

/** One technician: who it is, and how full the next two weeks are. */
export function TechnicianCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const one = useApi("GET /v1/technicians/{technician_id}", { path: { technician_id: id } });
  return (
    <Dialog shape="side" light onClose={onClose} title={one.data?.name ?? t.technicians.name}>
      <div class="dialog-body card">
        {one.data ? (
          <Body technician={one.data} />
        ) : one.error ? (
          <Failure error={one.error} onRetry={() => void one.refetch()} />
        ) : (
          <Bone width="70%" height={120} />
        )}
      </div>
    </Dialog>
  );
}

function Body({ technician }: { technician: Technician }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const mayEdit = useMay("technicians:write");
  return (
    <>
      <div class="card-marks">
        <ActiveChip active={technician.active} />
      </div>
      <div class="moves">
        {mayEdit && (
          <button type="button" class="button small" onClick={() => setOpen(true)}>
            <Icon name="pencil" size={14} />
            {t.card.edit}
          </button>
        )}
        <Link class="button small" href={address("/orders", { technician: technician.id })}>
          <Icon name="clipboard-list" size={14} />
          {t.technicians.orders}
        </Link>
      </div>
      <Facts
        rows={[
          [t.technicians.phone, technician.phone && <a href={`tel:${technician.phone}`}>{phone(technician.phone)}</a>],
          [t.technicians.email, technician.email],
          [t.technicians.skills, technician.skill_levels.map((one) => `${one.skill} ${one.level ?? 1}/5`).join(", ")],
          [t.technicians.zones, technician.zones.join(", ")],
          [t.technicians.number, technician.employee_number],
        ]}
      />
      <Load id={technician.id} />
      {isOpen && <TechnicianForm technician={technician} onClose={() => setOpen(false)} />}
    </>
  );
}

type DayLoad = Answer<"GET /v1/technicians/{technician_id}/workload">["days"][number];

function Load({ id }: { id: string }) {
  const { t } = useWords();
  const from = today(config().company.zone);
  const load = useApi("GET /v1/technicians/{technician_id}/workload", {
    path: { technician_id: id },
    query: { from, to: addDays(from, AHEAD) },
  });
  return (
    <section>
      <h3>{t.technicians.load}</h3>
      {load.data ? (
        <ul class="load">
          {load.data.days.map((one) => (
            <Bar key={one.date} one={one} />
          ))}
        </ul>
      ) : load.error ? (
        <Failure error={load.error} onRetry={() => void load.refetch()} />
      ) : (
        <Bone width="100%" height={280} />
      )}
    </section>
  );
}

const FULL_DAY = 480;

/** A day as words and a bar; the words say it all. */
function Bar({ one }: { one: DayLoad }) {
  const { t, lang } = useWords();
  const whole = one.available_minutes || FULL_DAY;
  const isOff = one.available_minutes === 0 && one.scheduled_minutes === 0;
  return (
    <li>
      <span>{day(one.date, lang)}</span>
      <meter min={0} max={whole} high={whole * 0.9} value={Math.min(whole, one.scheduled_minutes)} aria-label={day(one.date, lang, true)} />
      <span class="muted">{isOff ? t.technicians.dayOff : t.technicians.dayLoad(one.orders, minutes(one.scheduled_minutes, lang))}</span>
    </li>
  );
}
