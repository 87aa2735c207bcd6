/** Tell of each label whether there is room for it between the later ones; the places of labels rise. */
export function withRoom(places: readonly number[], least: number): boolean[] {
  let next = Infinity;
  const has = [...places].reverse().map((place) => {
    if (next - place < least) return false;
    next = place;
    return true;
  });
  return has.reverse();
}

/** Choose which of n labels fit, always with the first one. */
export function labelled(count: number, fit: number): number[] {
  const every = Math.max(1, Math.ceil(count / Math.max(1, fit)));
  return Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every);
}
