import { h, type ComponentChild } from "preact";
import { useMemo } from "preact/hooks";

const TAGS = new Set(
  "a b blockquote br code div em h1 h2 h3 hr i li ol p pre s span strong table tbody td th thead tr u ul".split(" "),
);

const WIDEST = 20;
const TAG = /<[a-z][^>]*>/gi;

/** The HTML of a message as elements of ours: of its attributes nothing but safe links and wide cells is taken. */
export function LetterBody({ html }: { html: string }) {
  const children = useMemo(() => {
    const parsed = new DOMParser().parseFromString(html.replace(TAG, bare), "text/html");
    return [...parsed.body.childNodes].map(drawn);
  }, [html]);
  return <div class="letter-body">{children}</div>;
}

/** Leave the styles of a tag out: even where nothing is shown, the policy stops each and says so. */
function bare(tag: string): string {
  return tag.replace(/\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "");
}

function drawn(node: Node, index: number): ComponentChild {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof Element)) return null;
  const tag = node.localName;
  const children = [...node.childNodes].map(drawn);
  if (!TAGS.has(tag)) return h("span", { key: index }, children);
  const href = tag === "a" ? node.getAttribute("href") : null;
  const link = href && /^(https?:\/\/|mailto:|tel:)/i.test(href) ? { href, target: "_blank", rel: "noreferrer noopener" } : {};
  const span = Number(node.getAttribute("colspan"));
  const wide = span > 1 && span <= WIDEST ? { colSpan: span } : {};
  return h(tag, { key: index, ...link, ...wide }, children);
}
