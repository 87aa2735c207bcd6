import { useState } from "preact/hooks";
import { config } from "../../api/config.ts";
import { useApi } from "../../api/data.ts";
import { useMay } from "../../api/me.ts";
import type { Answer, Technician } from "../../api/types.ts";
import { day, minutes, phone, weekday } from "../../lib/format.ts";
import { useWords } from "../../lib/i18n.ts";
import { addDays, today } from "../../lib/time.ts";
import { address } from "../../lib/url.ts";
import { ChatLinks } from "../../ui/ChatLinks.tsx";
import { ActiveChip } from "../../ui/Chip.tsx";
import { Facts } from "../../ui/Facts.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { lazy } from "../../ui/Lazy.tsx";
import { Link } from "../../ui/Link.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { Bone, Failure } from "../../ui/States.tsx";
import { ActiveToggle } from "./ActiveToggle.tsx";
import { Schedule } from "./Schedule.tsx";
import { TechnicianForm } from "./TechnicianForm.tsx";

const AHEAD = 13;

const Results = lazy<{ id: string }>(() => import("./Results.tsx").then((file) => file.Results), "figures", "feedback");

/** One technician: who it is, how full the next two weeks are, and what came of the last months. */
export function TechnicianCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const one = useApi("GET /v1/technicians/{technician_id}", { path: { technician_id: id } });
  return (
    <Sheet title={one.data?.name ?? t.technicians.name} of={one} onClose={onClose}>
      {(technician) => <Body technician={technician} />}
    </Sheet>
  );
}

function Body({ technician }: { technician: Technician }) {
  const { t, lang } = useWords();
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
        {mayEdit && <ActiveToggle technician={technician} />}
      </div>
      <Facts
        rows={[
          [t.technicians.phone, technician.phone && <a href={`tel:${technician.phone}`}>{phone(technician.phone)}</a>],
          [t.technicians.email, technician.email],
          [t.technicians.skills, technician.skill_levels.map((one) => `${one.skill} ${one.level ?? 1}/5`).join(", ")],
          [t.technicians.zones, technician.zones.join(", ")],
          [t.technicians.employee_number, technician.employee_number],
          [t.technicians.hired_at, technician.hired_at && day(technician.hired_at, lang, true)],
          [t.technicians.dismissed_at, technician.dismissed_at && day(technician.dismissed_at, lang, true)],
          [t.technicians.timezone, technician.timezone],
        ]}
      />
      {mayEdit && <ChatLinks whose="technicians" id={technician.id} />}
      <Schedule technician={technician} />
      <Load id={technician.id} />
      <Results id={technician.id} />
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
      {load.data?.is_complete === false && <p class="muted">{t.technicians.partLoad}</p>}
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
  const { orders, scheduled_minutes: busy, available_minutes: able } = one;
  const whole = able || FULL_DAY;
  const time = able ? t.technicians.outOf(minutes(busy, lang), minutes(able, lang)) : minutes(busy, lang);
  const words = t.technicians.dayLoad(orders, time);
  return (
    <li>
      <span>
        <span class="muted">{weekday(one.date, lang)}</span> {day(one.date, lang)}
      </span>
      <meter min={0} max={whole} high={whole * 0.9} value={Math.min(whole, busy)} aria-label={day(one.date, lang, true)} />
      <span class="muted">{able === 0 && busy === 0 ? t.technicians.dayOff : words}</span>
    </li>
  );
}
