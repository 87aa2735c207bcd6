/** Fields by name, as the API gives and takes them. */
export type Fields = Record<string, unknown>;

export interface Clash {
  field: string;
  mine: unknown;
  theirs: unknown;
  /** Somebody else has changed this field too; otherwise only the rest of the record moved on. */
  isTouched: boolean;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/** Give the fields that differ from what they were. */
export function changes<T extends Fields>(base: Fields, wanted: T): Partial<T> {
  return Object.fromEntries(Object.entries(wanted).filter(([field, value]) => !same(base[field], value))) as Partial<T>;
}

/** Set my changes against what the record has become meanwhile. */
export function clashes(base: Fields, mine: Fields, theirs: Fields): Clash[] {
  return Object.entries(mine)
    .filter(([field, value]) => !same(value, theirs[field]))
    .map(([field, value]) => ({
      field,
      mine: value,
      theirs: theirs[field] ?? null,
      isTouched: !same(base[field], theirs[field]),
    }));
}

/** Leave out the fields where theirs is to stay. */
export function resolve(mine: Fields, theirs: ReadonlySet<string>): Fields {
  return Object.fromEntries(Object.entries(mine).filter(([field]) => !theirs.has(field)));
}
