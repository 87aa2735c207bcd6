/** One field that the server refused. */
export interface FieldError {
  field: string;
  value?: unknown;
  rule: string;
}

/** An answer of the API that is not a success, or no answer at all (status 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly detail: string;
  readonly requestId: string | null;
  readonly errors: FieldError[];
  readonly allowed: string[];
  /** The field whose value belongs to another record. */
  readonly taken: string | null;

  constructor(status: number, body: Record<string, unknown> = {}, requestId: string | null = null) {
    super(String(body["title"] ?? body["message"] ?? `HTTP ${status}`));
    this.name = "ApiError";
    this.status = status;
    this.detail = String(body["detail"] ?? "");
    this.requestId = (body["request_id"] as string | undefined) ?? requestId;
    this.errors = Array.isArray(body["errors"]) ? (body["errors"] as FieldError[]) : [];
    this.taken = status === 409 && typeof body["field"] === "string" ? body["field"] : null;
    this.allowed = Array.isArray(body["allowed"]) ? (body["allowed"] as string[]) : [];
  }

  /** Tell what the server said about a field, also as a part of another or by a part of its own. */
  rule(field: string): string | undefined {
    const isMeant = (name: string): boolean => name === field || name.endsWith(`.${field}`) || name.startsWith(`${field}.`);
    return this.errors.find((one) => isMeant(one.field))?.rule;
  }
}

/** Read the problem+json of a refused call; a gateway's own answer is plain JSON or text. */
export async function problemOf(answer: Response): Promise<ApiError> {
  const requestId = answer.headers.get("x-request-id") ?? answer.headers.get("apigw-requestid");
  let body: unknown = {};
  try {
    body = await answer.json();
  } catch {
    // Not JSON: the status says enough.
  }
  const fields = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  return new ApiError(answer.status, fields, requestId);
}
