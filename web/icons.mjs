// Cuts src/ui/icons.svg from the lucide set: `npm run icons` after a name is added to the list.
import { readFileSync, writeFileSync } from "node:fs";

const NAMES = `archive arrow-left arrow-right ban calendar calendar-clock calendar-x chart-line check check-check
chevron-down chevron-left chevron-right circle circle-check circle-dashed circle-dot circle-pause circle-x
clipboard-list clock copy download equal external-link eye eye-off file-down hourglass inbox languages
layout-dashboard link lock log-out menu moon pause phone play plug plus printer rotate-cw search send sun
table trending-up triangle-alert truck undo-2 user wallet webhook wrench x chevrons-up chevron-up scroll-text
circle-alert wifi-off package route minus info
clock-alert bookmark square-kanban list users contact pencil paperclip trash-2 upload arrow-up arrow-down files timer key-round shield-check user-plus
message-square-text star circle-question-mark`.split(/\s+/);

const symbols = NAMES.map((name) => {
  const svg = readFileSync(new URL(`node_modules/lucide-static/icons/${name}.svg`, import.meta.url), "utf8");
  const body = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  const attributes = `id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"`;
  return `<symbol ${attributes}>${body.replace(/\s+/g, " ").trim()}</symbol>`;
});
const licence = "<!-- Icons: Lucide, ISC licence, https://lucide.dev/license -->";
writeFileSync(
  new URL("src/ui/icons.svg", import.meta.url),
  `<svg xmlns="http://www.w3.org/2000/svg">${licence}\n${symbols.join("\n")}\n</svg>\n`,
);
writeFileSync(
  new URL("src/ui/icons.ts", import.meta.url),
  `// Written by icons.mjs.\nexport type IconName =\n${[...NAMES].sort().map((name) => `  | "${name}"`).join("\n")};\n`,
);
