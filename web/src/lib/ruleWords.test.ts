import assert from "node:assert/strict";
import { test } from "node:test";
import { ruleWords, type RuleWords } from "./ruleWords.ts";

const WORDS: RuleWords = {
  required: "required",
  longest: (n) => `longest ${n}`,
  shortest: (n) => `shortest ${n}`,
  least: (n) => `least ${n}`,
  most: (n) => `most ${n}`,
  number: "number",
  past: "past",
  refused: (rule) => `refused: ${rule}`,
};

test("rules whose form is known are said in our words", () => {
  const said: [string, string][] = [
    ["Field required", "required"],
    ["String should have at least 1 character", "required"],
    ["Tuple should have at least 1 item after validation, not 0", "required"],
    ["String should have at most 100 characters", "longest 100"],
    ["String should have at least 12 characters", "shortest 12"],
    ["Input should be greater than or equal to 1", "least 1"],
    ["Input should be less than or equal to 30000", "most 30000"],
    ["Input should be a valid integer, unable to parse string as an integer", "number"],
    ["must lie in the future", "past"],
  ];
  for (const [rule, wanted] of said) assert.equal(ruleWords(rule, WORDS), wanted, rule);
});

test("a rule of another form is quoted, not lost", () => {
  assert.equal(ruleWords("must be a network", WORDS), "refused: must be a network");
  assert.equal(ruleWords("is in the future", WORDS), "refused: is in the future");
});
