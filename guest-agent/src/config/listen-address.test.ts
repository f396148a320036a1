import { describe, expect, test } from 'vitest';
import { parseListenAddress } from './listen-address.ts';

describe('parseListenAddress', () => {
  test.each([
    ['unix:/run/a.sock', { kind: 'unix', path: '/run/a.sock' }],
    ['tcp:127.0.0.1:0', { kind: 'tcp', host: '127.0.0.1', port: 0 }],
    ['tcp:[::1]:8080', { kind: 'tcp', host: '::1', port: 8080 }],
    ['serial:/dev/ttyS1', { kind: 'serial', path: '/dev/ttyS1', maxInFlightBytes: 3000 }],
    ['fd:3', { kind: 'descriptor', fileDescriptor: 3 }],
  ])('%s', (text, address) => {
    expect(parseListenAddress(text)).toEqual(address);
  });

  test.each(['', 'unix:', 'tcp:1', 'tcp:h:65536', 'serial:ttyS1', 'fd:-1', 'fd:x', 'vsock:3:1'])(
    'refuses %s',
    (text) => {
      expect(() => parseListenAddress(text)).toThrow(
        expect.objectContaining({ code: 'invalid_argument' }),
      );
    },
  );
});
