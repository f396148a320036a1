import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Says whether a request may be served. Called before anything else of the request is looked at. */
export type Authenticate = (request: IncomingMessage) => boolean;

/** For connections whose link has proved who is at the other end: every request may be served. */
export const trustLink: Authenticate = () => true;

/**
 * For sockets that anybody may connect to: a request needs `Authorization: Bearer <token>`. The time
 * of the comparison tells nothing of the token, and neither of the two is kept or logged.
 *
 * @throws RangeError for an empty token
 */
export function requireBearer(token: string): Authenticate {
  if (token === '') throw new RangeError('the token must not be empty');
  const expected = digest(`Bearer ${token}`);
  return (request) => timingSafeEqual(expected, digest(request.headers.authorization ?? ''));
}

/** Digests have one length, so that they can be compared whatever was sent. */
function digest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
