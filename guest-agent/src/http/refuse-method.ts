import { RpcError } from '@vmslot/proto/rpc';
import { RESPONSE_SENT, type HttpBindings } from './http-bindings.ts';
import { sendError } from './reply.ts';

/** Replies 405 and says which HTTP methods the path has. */
export function refuseMethod(exchange: HttpBindings, allowed: string): Response {
  const error = new RpcError('unimplemented', `the path takes ${allowed} only`);
  sendError(exchange, error, { status: 405, headers: { allow: allowed } });
  return RESPONSE_SENT;
}
