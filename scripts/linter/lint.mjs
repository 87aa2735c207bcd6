// Says what the rules find in a description: node lint.mjs docs/openapi.json; ends with 1 if any.
import { readFile } from "node:fs/promises";
import core from "@stoplight/spectral-core";
import parsers from "@stoplight/spectral-parsers";
import { rules } from "./rules.mjs";

const { Document, Ruleset, Spectral } = core;
const [file] = process.argv.slice(2);
const spectral = new Spectral();
spectral.setRuleset(new Ruleset(rules));
const found = await spectral.run(new Document(await readFile(file, "utf8"), parsers.Json, file));
for (const { code, message, path, range } of found) {
  console.log(`${file}:${range.start.line + 1} ${code} ${path.join(".")}: ${message}`);
}
console.log(`${found.length} findings`);
process.exitCode = found.length ? 1 : 0;
