// Which rules docs/openapi.json is held to: all of Spectral's own for OpenAPI, and OWASP's ten
// risks. A rule that is off has its reason beside it.
import owasp from "@stoplight/spectral-owasp-ruleset";
import { oas } from "@stoplight/spectral-rulesets";

// tests/house/test_shapes.py holds every body and parameter to its bounds; answers, which these
// rules look at as well, are ours and need none.
const boundedByOurTest = {
  "owasp:api4:2023-array-limit": "off",
  "owasp:api4:2023-integer-format": "off",
  "owasp:api4:2023-integer-limit": "off",
  "owasp:api4:2023-integer-limit-legacy": "off",
  "owasp:api4:2023-string-limit": "off",
  "owasp:api4:2023-string-restricted": "off",
};

// These look for the word "responses" anywhere and take a field of that name for an operation's.
// tests/test_openapi.py asks the same of every operation and of nothing else.
const askedByOurTest = {
  "owasp:api4:2023-rate-limit-responses-429": "off",
  "owasp:api8:2023-define-error-responses-401": "off",
  "owasp:api8:2023-define-error-responses-500": "off",
  "owasp:api8:2023-define-error-validation": "off",
};

export const rules = {
  extends: [[oas, "all"], [owasp, "recommended"]],
  rules: {
    ...boundedByOurTest,
    ...askedByOurTest,
    // An id here is random text, like ord_9f86d081…; the rule reads no anyOf and guesses.
    "owasp:api1:2023-no-numeric-ids": "off",
    // The customer's link and the gateways' addresses carry their own proof, signed and bounded:
    // whoever gets an SMS has no header to send.
    "owasp:api2:2023-no-credentials-in-url": "off",
    // Which routes are open is a list in tests/house/test_access.py; any other one fails there.
    "owasp:api2:2023-read-restricted": "off",
    "owasp:api2:2023-write-restricted": "off",
    // Rates are told in answers to API keys alone; the 429 that all share describes the headers.
    "owasp:api4:2023-rate-limit": "off",
    // No page of another origin may call this API: it sends no CORS header at all.
    "owasp:api8:2023-define-cors-origin": "off",
    // The program has no licence to name yet.
    "info-license": "off",
    "license-url": "off",
  },
};
