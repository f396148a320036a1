import { describe, expect, test } from 'vitest';
import { describeEnd, type UmlEnd } from './describe-end.ts';

const BASE = { stderr: '', console: '', stopRequested: false, isCleanedUp: false };

function end(change: {
  exitCode?: number;
  signal?: NodeJS.Signals;
  console?: string;
  stderr?: string;
  stopRequested?: boolean;
  isCleanedUp?: boolean;
}): UmlEnd {
  const { exitCode, signal, console, stderr, ...rest } = { ...BASE, ...change };
  return {
    exit: { exitCode: exitCode ?? null, signal: signal ?? null },
    console: Buffer.from(console),
    stderr: Buffer.from(stderr),
    ...rest,
  };
}

const PANIC = 'hello\r\n[ 1.0] Kernel panic - not syncing: no init\r\n CPU: 0\r\n Call Trace:\r\n';

describe('the end of a machine', () => {
  test.each([
    ['halted', end({ exitCode: 0, console: 'hi\r\nreboot: System halted\r\n' }), 'guest-shutdown'],
    ['switched off', end({ exitCode: 0, console: 'reboot: Power down\n' }), 'guest-shutdown'],
    ['silent', end({ exitCode: 0, console: 'hello\n' }), 'guest-shutdown'],
    ['off before it was asked', end({ exitCode: 0, stopRequested: true }), 'guest-shutdown'],
    ['reset', end({ exitCode: 0, console: '[2.5] reboot: Restarting system\n' }), 'guest-panic'],
    [
      'off after it spoke of a reset',
      end({ exitCode: 0, console: 'reboot: Restarting system\nreboot: System halted\n' }),
      'guest-shutdown',
    ],
    ['a panic', end({ signal: 'SIGABRT', console: PANIC }), 'guest-panic'],
    ['no panic, only the words', end({ signal: 'SIGKILL', console: PANIC }), 'crashed'],
    ['an abort without a panic', end({ signal: 'SIGABRT' }), 'crashed'],
    ['an abort after it was off', end({ signal: 'SIGABRT', isCleanedUp: true }), 'guest-shutdown'],
    [
      'an abort after it was reset',
      end({ signal: 'SIGABRT', isCleanedUp: true, console: 'reboot: Restarting system\n' }),
      'guest-panic',
    ],
    [
      'a panic before there was anything to clean up',
      end({ signal: 'SIGABRT', isCleanedUp: true, console: PANIC }),
      'guest-panic',
    ],
    ['killed by us', end({ signal: 'SIGKILL', stopRequested: true }), 'requested'],
    ['a failure', end({ exitCode: 1, stderr: 'no room\n' }), 'crashed'],
  ])('is told: %s', (_, what, cause) => {
    expect(describeEnd(what).cause).toBe(cause);
  });

  test('says how the process ended, and its last words', () => {
    expect(describeEnd(end({ signal: 'SIGABRT', console: PANIC })).detail).toBe(
      'User-Mode Linux was ended by SIGABRT; Kernel panic - not syncing: no init',
    );
    expect(describeEnd(end({ exitCode: 1, stderr: 'a\nno room\n' })).detail).toBe(
      'User-Mode Linux ended with status 1; no room',
    );
    const none = { ...end({}), exit: undefined };
    expect(describeEnd({ ...none, stopRequested: true })).toEqual({
      cause: 'requested',
      detail: 'stopped without the end of a process',
    });
    expect(describeEnd({ ...none, stopRequested: false }).cause).toBe('crashed');
  });
});
