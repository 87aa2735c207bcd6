import { ApiError } from "../api/problem.ts";
import type { Status } from "../api/types.ts";
import { langNow, words } from "../lib/i18n.ts";
import { ruleWords } from "../lib/ruleWords.ts";

/** Say a refused call in clear words; fields that are marked anyway are not repeated. */
export function explain(error: unknown): string {
  const { problem } = words();
  if (!(error instanceof ApiError)) return problem.generic;
  switch (error.status) {
    case 0:
      return problem.offline;
    case 403:
      return problem.forbidden;
    case 409:
      if (error.taken) return problem.taken;
      return [because(error), allowed(error)].filter(Boolean).join(" ");
    case 404:
      return problem.missing;
    case 413:
      return problem.tooLarge;
    case 503:
      return problem.busy;
    case 412:
      return problem.stale;
    case 422:
    case 400:
      return error.errors.length > 0 ? problem.invalid : error.detail || problem.generic;
    case 429:
      return problem.limited;
    default:
      return error.requestId ? `${problem.generic} (${error.requestId})` : problem.generic;
  }
}

/** Say a refused move: where the order may not go, and where it may. */
export function explainMove(error: unknown, to: Status): string {
  if (!(error instanceof ApiError) || error.status !== 409) return explain(error);
  const { problem, status } = words();
  return [problem.illegal(status[to]), allowed(error)].filter(Boolean).join(" ");
}

/** The server's own words are English: elsewhere they only follow ours. */
function because({ detail }: ApiError): string {
  const { problem } = words();
  if (!detail) return problem.conflict;
  return langNow() === "en" ? detail : `${problem.conflict} (${detail})`;
}

function allowed(error: ApiError): string {
  const { problem, status } = words();
  const names = error.allowed.map((one) => status[one as Status] ?? one);
  return names.length > 0 ? problem.allowed(names.join(", ")) : "";
}

/** Say what the server found wrong with a field: in our words where we know them. */
export function ruleOf(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  const { problem } = words();
  // One of "phones" is a "phone".
  if (error.taken && [field, field.replace(/s$/, "")].includes(error.taken)) return problem.takenHere;
  const rule = error.rule(field);
  if (rule === undefined) return undefined;
  switch (field) {
    case "phone":
    case "phones":
      return problem.badPhone;
    case "scheduled_end":
      return /after/.test(rule) ? problem.endsBefore : problem.refused(rule);
    default:
      return ruleWords(rule, problem);
  }
}
