import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

export const PAD = { right: 4, top: 10, bottom: 24 };

/** Leave room for the longest mark of the axis; a figure is about 7 px wide at this size. */
export function roomFor(marks: string[]): number {
  return 16 + 7 * Math.max(...marks.map((mark) => mark.length));
}
export const HEIGHT = 216;

/** Watch the width of an element, so that text in the drawing keeps its size. */
export function useWidth(): [RefObject<HTMLDivElement>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current!;
    setWidth(element.clientWidth);
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}

/** Walk through the points by keys and by pointer; null when nothing is pointed at. */
export function useCursor(count: number): {
  at: number | null;
  point: (index: number | null) => void;
  onKey: (event: KeyboardEvent) => void;
} {
  const [at, point] = useState<number | null>(null);
  const onKey = (event: KeyboardEvent): void => {
    const last = count - 1;
    const from = at ?? (event.key === "ArrowLeft" ? count : -1);
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
    if (event.key === "Escape") point(null);
    if (to === undefined) return;
    event.preventDefault();
    point(Math.min(last, Math.max(0, to)));
  };
  return { at: at !== null && at < count ? at : null, point, onKey };
}
