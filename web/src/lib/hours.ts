/** Open hours of a day as the API has them: "09:00-18:00", in order. */
export type Shifts = string[];

const SHIFT = /^(\d{1,2})(?::(\d{2}))?\s*[-–—]\s*(\d{1,2})(?::(\d{2}))?$/;

function moment(hours: string, minutes = "00"): string | null {
  const known = Number(hours) < 24 ? Number(minutes) < 60 : hours === "24" && minutes === "00";
  return known ? `${hours.padStart(2, "0")}:${minutes}` : null;
}

/** Read "9-13, 14:00–18:00" as shifts; nothing is a day off, null is no hours. */
export function parseHours(text: string): Shifts | null {
  const shifts: Shifts = [];
  for (const part of text.split(",").map((one) => one.trim()).filter(Boolean)) {
    const found = SHIFT.exec(part);
    const opens = found && moment(found[1]!, found[2]);
    const closes = found && moment(found[3]!, found[4]);
    if (!opens || !closes || opens >= closes || opens < (shifts.at(-1)?.slice(6) ?? "")) return null;
    shifts.push(`${opens}-${closes}`);
  }
  return shifts;
}

/** Show shifts the way they may be typed. */
export function hours(shifts: Shifts | undefined): string {
  return (shifts ?? []).map((one) => one.replace("-", "–")).join(", ");
}
