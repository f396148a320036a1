import { describe, expect, test } from 'vitest';
import { describeEnd, type QemuEnd } from './describe-end.ts';

const clean: QemuEnd = {
  exit: { exitCode: 0, signal: null },
  stderr: new Uint8Array(0),
  shutdownReason: undefined,
  outOfRoom: undefined,
  stopRequested: false,
};

describe('describeEnd', () => {
  test.each<[string, Partial<QemuEnd>]>([
    ['guest-shutdown', { shutdownReason: 'guest-shutdown' }],
    ['guest-shutdown', { shutdownReason: 'guest-shutdown', stopRequested: true }],
    ['guest-panic', { shutdownReason: 'guest-reset' }],
    ['guest-panic', { shutdownReason: 'guest-panic' }],
    ['requested', { shutdownReason: 'host-qmp-quit', stopRequested: true }],
    ['requested', { exit: { exitCode: null, signal: 'SIGKILL' }, stopRequested: true }],
    ['requested', { exit: undefined, stopRequested: true }],
    ['crashed', {}],
    ['crashed', { shutdownReason: 'host-signal' }],
    ['crashed', { exit: { exitCode: null, signal: 'SIGKILL' } }],
    ['crashed', { exit: { exitCode: 1, signal: null }, shutdownReason: 'guest-shutdown' }],
  ])('%s for %o', (cause, change) => {
    expect(describeEnd({ ...clean, ...change }).cause).toBe(cause);
  });

  test('adds the last words, cleaned, in one line', () => {
    const stderr = Buffer.from('one\n\u001b[31mtwo\u001b[0m\n');
    expect(
      describeEnd({ ...clean, exit: { exitCode: null, signal: 'SIGABRT' }, stderr }).detail,
    ).toBe('QEMU was ended by SIGABRT; two');
  });

  test('says that the host is full', () => {
    expect(describeEnd({ ...clean, outOfRoom: '/slot/vm', stopRequested: true })).toMatchObject({
      cause: 'crashed',
      code: 'no_room',
      detail: expect.stringContaining('/slot/vm'),
    });
  });
});
