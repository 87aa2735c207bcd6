import type { Catalogue, ExportIn, Run } from "../api/exports.ts";
import { draftOf, faultsOf, slotsOf, valuesOf, type Draft, type Fault, type Schema, type Slot } from "./schema.ts";

type Axis = Run["axis"];

/** What a file holds and how it is written, as a form has it. */
export interface Wish {
  kind: string;
  format: string;
  axis: Axis;
  personal: boolean;
  options: Draft;
}

/** The fields of a wish as the API takes them. */
export interface WishIn {
  kind: ExportIn["kind"];
  format: string;
  axis: Axis;
  personal: boolean;
  options: Record<string, string>;
}

export const dataSetOf = (there: Catalogue, kind: string) => there.data_sets.find((one) => one.kind === kind);
export const formatOf = (there: Catalogue, format: string) => there.formats.find((one) => one.format === format);

/** Say which options a format takes. */
export function slotsFor(there: Catalogue, format: string, lang: string): Slot[] {
  return slotsOf((formatOf(there, format)?.options ?? {}) as Schema, lang);
}

/** Begin with what is known, or with the first data set in its first format. */
export function wishOf(there: Catalogue, known: Omit<WishIn, "kind"> & { kind: string } | null, lang: string): Wish {
  if (known) return { ...known, options: draftOf(slotsFor(there, known.format, lang), known.options) };
  return fitted(there, { kind: there.data_sets[0]?.kind ?? "", format: "", axis: "own", personal: false, options: {} }, lang);
}

/** Replace what does not go with the chosen data set and format. */
export function fitted(there: Catalogue, wish: Wish, lang: string): Wish {
  const set = dataSetOf(there, wish.kind);
  const format = set?.formats.includes(wish.format) ? wish.format : (set?.formats[0] ?? wish.format);
  const slots = slotsFor(there, format, lang);
  return {
    kind: wish.kind,
    format,
    axis: set && !set.axes.includes(wish.axis) ? (set.axes[0] ?? wish.axis) : wish.axis,
    personal: wish.personal && canChoosePersonal(there, wish.kind, format),
    options: draftOf(slots, wish.options),
  };
}

/** Some data sets name nobody, some formats name always. */
export function canChoosePersonal(there: Catalogue, kind: string, format: string): boolean {
  return Boolean(dataSetOf(there, kind)?.has_personal) && !formatOf(there, format)?.personal;
}

/** Say a wish as the API takes it; an option that says the usual is not said: it would make another file of it. */
export function wishIn(there: Catalogue, wish: Wish, lang: string): WishIn {
  const slots = slotsFor(there, wish.format, lang);
  const usual = new Map(slots.map((slot) => [slot.name, String(slot.usual ?? "")]));
  const told = Object.entries(valuesOf(slots, wish.options)).map(([name, value]): [string, string] => [name, String(value)]);
  const options = Object.fromEntries(told.filter(([name, value]) => value !== usual.get(name)));
  return { kind: wish.kind as WishIn["kind"], format: wish.format, axis: wish.axis, personal: wish.personal, options };
}

/** Find what is wrong with the options before the server is asked. */
export function faultsIn(there: Catalogue, wish: Wish, lang: string): Record<string, Fault> {
  return faultsOf(slotsFor(there, wish.format, lang), wish.options);
}
