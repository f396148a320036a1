import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeEndStream, encodeEndStream } from './end-stream.ts';
import { decodeErrorBody, encodeErrorBody, errorToJson } from './error-body.ts';
import {
  MAX_ERROR_BODY_BYTES,
  MAX_ERROR_DETAIL_COUNT,
  MAX_ERROR_MESSAGE_LENGTH,
} from './limits.ts';
import { RpcError } from './rpc-error.ts';

interface GoodError {
  readonly body: string;
  readonly code: string;
  readonly message: string;
  readonly details: readonly { readonly type: string; readonly hex: string }[];
}
interface GoodEnd {
  readonly body: string;
  readonly code?: string;
  readonly message?: string;
  readonly metadata: Record<string, string[]>;
}

interface Vectors<Good> {
  readonly good: readonly Good[];
  /** Bodies that are none. */
  readonly bad: readonly string[];
}

function readVectors(name: string): unknown {
  const path = new URL(`../../vectors/rpc/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, 'utf8'));
}

const errors = readVectors('errors') as Vectors<GoodError>;
const ends = readVectors('end-stream') as Vectors<GoodEnd>;

describe('RpcError.from', () => {
  test('gives an RpcError back', () => {
    const error = new RpcError('aborted', 'm');
    expect(RpcError.from(error, 'internal')).toBe(error);
  });

  test('tells a deadline from an abort, and keeps the cause', () => {
    const timeout = new DOMException('any text', 'TimeoutError');
    expect(RpcError.from(timeout)).toMatchObject({ code: 'deadline_exceeded', cause: timeout });
    const abort: unknown = AbortSignal.abort().reason;
    expect(RpcError.from(abort)).toMatchObject({ code: 'canceled', cause: abort });
  });

  test('does not take a plain error for an RpcError, or for a deadline by its text', () => {
    const plain = Object.assign(new Error('TimeoutError: canceled'), { code: 'not_found' });
    expect(RpcError.from(plain)).toMatchObject({ code: 'unknown', cause: plain });
    expect(RpcError.from(plain, 'internal').code).toBe('internal');
    expect(RpcError.from('text')).toMatchObject({ code: 'unknown', message: 'text' });
    expect(RpcError.from(undefined).code).toBe('unknown');
  });
});

describe('error body', () => {
  test.each(errors.good)('vector $body', ({ body, code, message, details }) => {
    const error = decodeErrorBody(Buffer.from(body), 'unknown');
    expect(error).toMatchObject({ code, message });
    const found = error.details.map(({ type, value }) => ({
      type,
      hex: Buffer.from(value).toString('hex'),
    }));
    expect(found).toEqual(details);
    expect(Buffer.from(encodeErrorBody(error)).toString()).toBe(body);
  });

  test.each(errors.bad)('what is no error gets the code of the caller: %s', (body) => {
    expect(decodeErrorBody(Buffer.from(body), 'data_loss').code).toBe('data_loss');
  });

  test('bytes that are no UTF-8 and bodies above the limit are no errors', () => {
    expect(decodeErrorBody(Uint8Array.of(0xff), 'data_loss').code).toBe('data_loss');
    const long = Buffer.from(`{"code":"aborted","x":"${'x'.repeat(MAX_ERROR_BODY_BYTES)}"}`);
    expect(decodeErrorBody(long, 'data_loss').code).toBe('data_loss');
  });

  test('long messages are cut and details are limited, in both directions', () => {
    const detail = { type: 'x.Y', value: new Uint8Array(3) };
    const error = new RpcError('internal', 'm'.repeat(MAX_ERROR_MESSAGE_LENGTH + 1), {
      details: Array.from({ length: MAX_ERROR_DETAIL_COUNT + 1 }, () => detail),
    });
    const json = errorToJson(error);
    expect(json.message).toHaveLength(MAX_ERROR_MESSAGE_LENGTH);
    expect(json.details).toHaveLength(MAX_ERROR_DETAIL_COUNT);
    const uncut = Buffer.from(
      JSON.stringify({ code: 'internal', message: error.message, details: [{ type: 1 }, 7, null] }),
    );
    const read = decodeErrorBody(uncut, 'unknown');
    expect(read.message).toHaveLength(MAX_ERROR_MESSAGE_LENGTH);
    expect(read.details).toEqual([]);
  });

  test('details that do not fit are left out', () => {
    const details = [{ type: 'x.Y', value: new Uint8Array(MAX_ERROR_BODY_BYTES) }];
    const error = new RpcError('internal', 'm', { details, metadata: { a: ['b'] } });
    expect(JSON.parse(Buffer.from(encodeErrorBody(error)).toString())).toEqual({
      code: 'internal',
      message: 'm',
    });
    expect(JSON.parse(Buffer.from(encodeEndStream(error)).toString())).toEqual({
      error: { code: 'internal', message: 'm' },
    });
  });
});

describe('end-stream message', () => {
  test.each(ends.good)('vector $body', ({ body, code, message, metadata }) => {
    const end = decodeEndStream(Buffer.from(body));
    expect(end.metadata).toEqual(metadata);
    expect(end.error?.code).toBe(code);
    expect(end.error?.message).toBe(message);
    expect(Buffer.from(encodeEndStream(end.error, end.metadata)).toString()).toBe(body);
  });

  test.each(ends.bad)('refuses %s', (body) => {
    expect(() => decodeEndStream(Buffer.from(body))).toThrow(
      expect.objectContaining({ code: 'internal' }),
    );
  });

  test('a name like __proto__ changes no prototype', () => {
    const { metadata } = decodeEndStream(Buffer.from('{"metadata":{"__proto__":["x"]}}'));
    expect(Object.getPrototypeOf(metadata)).toBe(Object.prototype);
    expect(Object.keys(metadata)).toEqual(['__proto__']);
  });
});
