import type { Code } from './code.ts';

/**
 * Code for a failed reply that carries no readable error itself, from its HTTP status. Source:
 * Connect protocol reference, "HTTP to Error Code".
 */
export function codeFromHttpStatus(status: number): Code {
  switch (status) {
    case 400:
      return 'internal';
    case 401:
      return 'unauthenticated';
    case 403:
      return 'permission_denied';
    case 404:
      return 'unimplemented';
    case 429:
    case 502:
    case 503:
    case 504:
      return 'unavailable';
    default:
      return 'unknown';
  }
}
