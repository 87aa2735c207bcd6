/** Colours of what is drawn, as attributes: text about them stays in words. */
export const INK = {
  accent: "light-dark(#4f46e5, #948dff)",
  second: "light-dark(#12805a, #4fc08d)",
  soft: "light-dark(#c9c6f5, #3f3b78)",
  amber: "var(--amber)",
  red: "var(--red)",
  muted: "var(--muted)",
  grey: "light-dark(#dfe2e8, #2b2e36)",
  panel: "var(--panel)",
} as const;

/** A line under a name in a legend or a tip: colour and dash as in the drawing. */
export interface Ink {
  color: string;
  dash?: string;
  /** A block instead of a line; "hatch" is one with stripes, "mark" a rhombus. */
  shape?: "block" | "hatch" | "mark";
}
