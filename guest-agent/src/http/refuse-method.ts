import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { RpcError } from '@vmslot/proto/rpc';
import { sendError } from './reply.ts';

/** Replies 405 and says which HTTP methods the path has. */
export function refuseMethod(exchange: HttpBindings, allowed: string): Response {
  const error = new RpcError('unimplemented', `the path takes ${allowed} only`);
  sendError(exchange, error, { status: 405, headers: { allow: allowed } });
  return RESPONSE_ALREADY_SENT;
}
