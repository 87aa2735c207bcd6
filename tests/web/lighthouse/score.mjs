/**
 * Let Lighthouse look at a page as on a telephone; print what it found as JSON.
 *
 * node score.mjs <browser> <address of the site> <path> <folder for what is recorded> [name=kept value ...]
 * ITS_CLOCK in the environment is a script that sets the page's clock to that of the company it shows.
 *
 * Lighthouse records a load and then reckons what it would have been on a slow telephone and network. Its record
 * has how long each task took by the clock, and a machine busy with other work makes any page look slow. So here
 * a task lasts as long as the processor worked on it; the slowing down by four stays.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";

const [executablePath, origin, path, folder, ...kept] = process.argv.slice(2);
const address = origin + path;
const options = {
  onlyCategories: ["performance"],
  disableStorageReset: true,
  disableFullPageScreenshot: true,
  logLevel: "error",
};

const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage();
  await page.evaluateOnNewDocument(process.env.ITS_CLOCK);
  await page.goto(`${origin}/favicon.svg`);
  await page.evaluate((pairs) => {
    localStorage.clear();
    for (const pair of pairs) localStorage.setItem(...pair.split("="));
  }, kept);
  await lighthouse(address, { ...options, gatherMode: folder }, undefined, page);
} finally {
  await browser.close();
}

const file = join(folder, "trace.json");
const trace = JSON.parse(readFileSync(file, "utf8"));
for (const event of trace.traceEvents) if (event.tdur < event.dur) event.dur = event.tdur;
writeFileSync(file, JSON.stringify(trace));

const { lhr } = await lighthouse(address, { ...options, auditMode: folder });
const { audits, categories, runtimeError } = lhr;
console.log(
  JSON.stringify({
    score: Math.round((categories.performance.score ?? 0) * 100),
    first_paint_ms: audits["first-contentful-paint"].numericValue,
    largest_paint_ms: audits["largest-contentful-paint"].numericValue,
    blocked_ms: audits["total-blocking-time"].numericValue,
    shift: audits["cumulative-layout-shift"].numericValue,
    trouble: runtimeError?.message,
  }),
);
