import { describe, expect, test } from 'vitest';
import { describeEnd, type DomainEnd } from './describe-end.ts';

const killed: DomainEnd = {
  shutdownReason: undefined,
  log: new Uint8Array(0),
  outOfRoom: undefined,
  stopRequested: false,
};

const HEAD = `2026-01-02 03:04:05.678+0000: starting up libvirt version: 9.0.0
LC_ALL=C \\
/usr/bin/qemu-system-x86_64 \\
-msg timestamp=on
`;

describe('describeEnd', () => {
  test.each<[string, Partial<DomainEnd>]>([
    ['guest-shutdown', { shutdownReason: 'guest-shutdown' }],
    ['guest-shutdown', { shutdownReason: 'guest-shutdown', stopRequested: true }],
    ['guest-panic', { shutdownReason: 'guest-reset' }],
    ['guest-panic', { shutdownReason: 'guest-panic' }],
    ['requested', { shutdownReason: 'host-signal', stopRequested: true }],
    ['requested', { stopRequested: true }],
    ['crashed', { shutdownReason: 'host-signal' }],
    ['crashed', {}],
  ])('%s for %o', (cause, change) => {
    expect(describeEnd({ ...killed, ...change }).cause).toBe(cause);
  });

  test('tells a full disk, whatever else is known', () => {
    const end = { ...killed, outOfRoom: '/slot', stopRequested: true };
    expect(describeEnd(end)).toMatchObject({
      cause: 'crashed',
      code: 'no_room',
      detail: expect.stringContaining('/slot'),
    });
  });

  test('adds the last words of QEMU, cleaned, in one line', () => {
    const words = '2026-01-02T03:04:05.6Z qemu: \u001b[31mfailed\u001b[0m to work\n';
    const log = Buffer.from(`${HEAD}${words}2026-01-02: shutting down, reason=crashed\n`);
    expect(describeEnd({ ...killed, log }).detail).toMatch(
      /^QEMU under .*; .*qemu: failed to work$/,
    );
  });

  test('adds nothing where the log has only what is in every log', () => {
    const ends = 'x: terminating on signal 15 from pid 7 (/usr/sbin/libvirtd)\n';
    for (const last of ['', ends, '2026-01-02: shutting down, reason=crashed\n']) {
      const { detail } = describeEnd({ ...killed, log: Buffer.from(HEAD + last) });
      expect(detail).not.toContain(';');
    }
  });
});
