import { isCode, type Code } from './code.ts';
import { parseJsonObject } from './json-object.ts';
import {
  MAX_ERROR_BODY_BYTES,
  MAX_ERROR_DETAIL_COUNT,
  MAX_ERROR_MESSAGE_LENGTH,
} from './limits.ts';
import { RpcError, type ErrorDetail, type Metadata } from './rpc-error.ts';

/** JSON form of an error, in unary bodies and in end-stream messages. */
export interface ErrorJson {
  readonly code: Code;
  readonly message?: string;
  /** Values are base64 without padding, as the Connect protocol asks for. */
  readonly details?: readonly { readonly type: string; readonly value: string }[];
}

/** JSON form of `error`. Message and number of details are cut to their limits. */
export function errorToJson(error: RpcError): ErrorJson {
  const details = error.details
    .slice(0, MAX_ERROR_DETAIL_COUNT)
    .map(({ type, value }) => ({
      type,
      value: Buffer.from(value).toString('base64').replace(/=+$/, ''),
    }));
  const message = error.message.slice(0, MAX_ERROR_MESSAGE_LENGTH);
  return {
    code: error.code,
    ...(message === '' ? {} : { message }),
    ...(details.length === 0 ? {} : { details }),
  };
}

/**
 * Error from its JSON form. The sender is not trusted: an unknown code becomes `fallback`, a detail
 * that is not one is left out, lengths are cut.
 */
export function errorFromJson(
  json: Readonly<Record<string, unknown>>,
  fallback: Code,
  metadata: Metadata = {},
): RpcError {
  const message = typeof json['message'] === 'string' ? json['message'] : '';
  const details = Array.isArray(json['details']) ? (json['details'] as readonly unknown[]) : [];
  return new RpcError(
    isCode(json['code']) ? json['code'] : fallback,
    message.slice(0, MAX_ERROR_MESSAGE_LENGTH),
    {
      details: details.slice(0, MAX_ERROR_DETAIL_COUNT).flatMap((detail) => parseDetail(detail)),
      metadata,
    },
  );
}

/** Body of a failed unary call: UTF-8 JSON of at most `MAX_ERROR_BODY_BYTES`. */
export function encodeErrorBody(error: RpcError): Uint8Array {
  const json = errorToJson(error);
  const body = Buffer.from(JSON.stringify(json));
  if (body.length <= MAX_ERROR_BODY_BYTES) return body;
  return Buffer.from(JSON.stringify({ ...json, details: undefined }));
}

/**
 * Error from the body of a failed unary call, which may be anything: where it is not JSON of the
 * right form, the result has the code `fallback` and says so.
 */
export function decodeErrorBody(body: Uint8Array, fallback: Code): RpcError {
  const json = body.length > MAX_ERROR_BODY_BYTES ? undefined : parseJsonObject(body);
  if (json !== undefined) return errorFromJson(json, fallback);
  return new RpcError(fallback, 'the call failed, and the reply does not say why');
}

function parseDetail(detail: unknown): ErrorDetail[] {
  if (typeof detail !== 'object' || detail === null) return [];
  const { type, value } = detail as { type?: unknown; value?: unknown };
  if (typeof type !== 'string' || typeof value !== 'string') return [];
  return [{ type, value: new Uint8Array(Buffer.from(value, 'base64')) }];
}
