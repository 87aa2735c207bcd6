import type { ComponentChildren, JSX } from "preact";
import { go } from "../lib/url.ts";

interface Props extends Omit<JSX.AnchorHTMLAttributes<HTMLAnchorElement>, "href"> {
  href: string;
  /** Page number of a list after the step; see Place.depth. */
  depth?: number;
  children?: ComponentChildren;
}

/** A link inside the application: no reload, but new tabs and copying work as ever. */
export function Link({ href, depth = 0, onClick, children, ...rest }: Props) {
  const follow = (event: JSX.TargetedMouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    const wantsTab = event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0;
    if (event.defaultPrevented || wantsTab) return;
    event.preventDefault();
    go(href, { depth });
  };
  return (
    <a href={href} onClick={follow} {...rest}>
      {children}
    </a>
  );
}
