/**
 * The sixteen error codes of the Connect protocol, with the HTTP status each travels under in unary
 * calls. Source: Connect protocol reference, "Error codes".
 */
export const HTTP_STATUS_BY_CODE = {
  canceled: 499,
  unknown: 500,
  invalid_argument: 400,
  deadline_exceeded: 504,
  not_found: 404,
  already_exists: 409,
  permission_denied: 403,
  resource_exhausted: 429,
  failed_precondition: 400,
  aborted: 409,
  out_of_range: 400,
  unimplemented: 501,
  internal: 500,
  unavailable: 503,
  data_loss: 500,
  unauthenticated: 401,
} as const;

export type Code = keyof typeof HTTP_STATUS_BY_CODE;

/** True where `text` is one of the codes. */
export function isCode(text: unknown): text is Code {
  return typeof text === 'string' && Object.hasOwn(HTTP_STATUS_BY_CODE, text);
}
