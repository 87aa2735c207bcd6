/** Choose which of n labels fit, always with the first one. */
export function labelled(count: number, fit: number): number[] {
  const every = Math.max(1, Math.ceil(count / Math.max(1, fit)));
  return Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every);
}
