/** Object in UTF-8 JSON bytes; undefined where the bytes are not JSON or something else in JSON. */
export function parseJsonObject(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isJsonObject(json) ? json : undefined;
  } catch (error) {
    // SyntaxError: no JSON. TypeError: no UTF-8.
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** True where `json` is an object and neither null nor an array. */
export function isJsonObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
