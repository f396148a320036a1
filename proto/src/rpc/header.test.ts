import { describe, expect, test } from 'vitest';
import { formatContentType, parseContentType } from './content-type.ts';
import { HTTP_STATUS_BY_CODE, isCode } from './code.ts';
import { codeFromHttpStatus } from './http-status.ts';
import { MAX_TIMEOUT_MS } from './limits.ts';
import { formatTimeout, parseTimeout } from './timeout-header.ts';

describe('content type', () => {
  test.each([
    ['application/proto', { format: 'proto', stream: false }],
    ['application/json', { format: 'json', stream: false }],
    ['application/connect+proto', { format: 'proto', stream: true }],
    ['application/connect+json', { format: 'json', stream: true }],
  ] as const)('%s', (text, kind) => {
    expect(parseContentType(text)).toEqual(kind);
    expect(parseContentType(` ${text.toUpperCase()} ; charset=utf-8`)).toEqual(kind);
    expect(formatContentType(kind)).toBe(text);
  });

  test.each([
    undefined,
    '',
    ';',
    'text/plain',
    'application/grpc',
    'application/json+x',
    'toString',
  ])('none of them: %s', (text) => {
    expect(parseContentType(text)).toBeUndefined();
  });
});

describe('timeout header', () => {
  test('whole milliseconds within the limits', () => {
    expect(formatTimeout(1500)).toBe('1500');
    expect(formatTimeout(0.2)).toBe('1');
    expect(formatTimeout(-5)).toBe('1');
    expect(formatTimeout(Infinity)).toBe(String(MAX_TIMEOUT_MS));
    expect(() => formatTimeout(NaN)).toThrow(RangeError);
    expect(parseTimeout(undefined)).toBeUndefined();
    expect(parseTimeout('0')).toBe(0);
    expect(parseTimeout('1500')).toBe(1500);
    expect(parseTimeout('9999999999')).toBe(MAX_TIMEOUT_MS);
  });

  test.each(['', '-1', '1.5', '1e3', ' 1', '12345678901', '0x10', 'Infinity'])(
    'refuses %j',
    (text) => {
      expect(() => parseTimeout(text)).toThrow(
        expect.objectContaining({ code: 'invalid_argument' }),
      );
    },
  );
});

describe('codes', () => {
  test('names of Object.prototype are no codes', () => {
    expect(isCode('constructor')).toBe(false);
    expect(isCode('not_found')).toBe(true);
  });

  test('a status without a readable error becomes a code', () => {
    expect(codeFromHttpStatus(404)).toBe('unimplemented');
    expect(codeFromHttpStatus(503)).toBe('unavailable');
    expect(codeFromHttpStatus(418)).toBe('unknown');
    expect(Object.keys(HTTP_STATUS_BY_CODE)).toHaveLength(16);
  });
});
