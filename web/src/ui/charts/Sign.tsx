import type { Ink } from "./ink.ts";

export interface SignRow {
  name: string;
  text: string;
  ink?: Ink | undefined;
}

/** What is pointed at, in words; on the side where there is room. */
export function SignTip({ x, width, title, rows }: { x: number; width: number; title: string; rows: SignRow[] }) {
  const style = x > width / 2 ? { right: `${width - x + 10}px` } : { left: `${x + 10}px` };
  return (
    <div class="tip" style={style} aria-hidden="true">
      <span class="muted">{title}</span>
      {rows.map((row) => (
        <span key={row.name} class="tip-row">
          {row.ink && <Sign ink={row.ink} />}
          {row.name}
          <strong>{row.text}</strong>
        </span>
      ))}
    </div>
  );
}

/** A piece of what is drawn, beside its name. */
export function Sign({ ink: { color, dash, shape } }: { ink: Ink }) {
  return (
    <svg width="14" height="10" aria-hidden="true">
      {shape === "mark" ? (
        <path d="M7 .5L11.5 5L7 9.5L2.5 5Z" fill={color} />
      ) : shape ? (
        <rect width="14" height="10" rx="2" fill={shape === "hatch" ? "none" : color} stroke={shape === "hatch" ? color : "none"} stroke-dasharray="2 2" />
      ) : (
        <line x1="0" x2="14" y1="5" y2="5" stroke={color} stroke-width="2" stroke-dasharray={dash} />
      )}
    </svg>
  );
}

/** The names of what is drawn. */
export function Signs({ of }: { of: { name: string; ink: Ink }[] }) {
  return (
    <span class="legend" style={{ flexWrap: "wrap", columnGap: "14px" }}>
      {of.map((one) => (
        <span key={one.name}>
          <Sign ink={one.ink} />
          {one.name}
        </span>
      ))}
    </span>
  );
}
