import { vmslot } from '@vmslot/proto/agent';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytes, describeGuest } from './describe-guest.ts';
import { execStatus } from './exit-status.ts';
import { fileName, formatFiles } from './format-file.ts';
import { formatAddress, parseAddress } from './parse-address.ts';
import { processSpec } from './process-spec.ts';
import { safeText } from './safe-text.ts';

const { EndReason, FileType } = vmslot.agent.v1;

describe('safeText', () => {
  test.each([
    ['plain ü 日本 😀', 'plain ü 日本 😀'],
    ['a\nb\tc\r', String.raw`a\nb\tc\r`],
    ['\x1b[2J\x9b', String.raw`\x1b[2J\x9b`],
    ['a\\n', String.raw`a\\n`],
    ['exe\u202egnp', String.raw`exe\u{202e}gnp`],
    ['\u2028\u200b', String.raw`\u{2028}\u{200b}`],
    ['\ud800', String.raw`\u{d800}`],
  ])('%j', (text, shown) => {
    expect(safeText(text)).toBe(shown);
  });

  test('never moves a cursor, and tells different names apart', () => {
    const name = fc.string({ unit: 'binary', maxLength: 12 });
    fc.assert(
      fc.property(name, name, (one, other) => {
        expect(safeText(one)).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/u);
        expect(safeText(one) === safeText(other)).toBe(one === other);
      }),
    );
  }, 60_000);
});

describe('addresses', () => {
  test.each(['tcp:127.0.0.1:0', 'tcp:[::1]:65535', 'tcp:localhost:80', 'unix:/a b/c'])(
    '%s',
    (text) => {
      expect(formatAddress(parseAddress('--listen', text, '/'))).toBe(text);
    },
  );

  test('a relative socket is in the working directory', () => {
    expect(parseAddress('--listen', 'unix:a/b', '/w')).toEqual({ kind: 'unix', path: '/w/a/b' });
  });

  test.each([
    'tcp:10.0.0.1:80',
    'tcp:[::]:1',
    'tcp:127.0.0.1.evil.org:1',
    'tcp:127.0.0.1:65536',
    'tcp:127.0.0.1:',
    'tcp::1',
    'tcp:[1::2::3]:1',
    'unix:',
    'http://127.0.0.1:1',
    '',
  ])('%j is refused', (text) => {
    expect(() => parseAddress('--address', text, '/')).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
  });
});

describe('files', () => {
  test('lines as ls has them, whose columns line up', () => {
    const modifiedMs = Date.UTC(2026, 10, 24, 7, 5);
    const lines = formatFiles([
      { name: 'a', type: FileType.FILE_TYPE_REGULAR, mode: 0o4755, sizeBytes: 5, modifiedMs },
      { name: 'd\n', type: FileType.FILE_TYPE_DIRECTORY, mode: 0o1777, uid: 1000, modifiedMs },
      {
        name: 'l',
        type: FileType.FILE_TYPE_SYMBOLIC_LINK,
        mode: 0o777,
        sizeBytes: 2 ** 53,
        modifiedMs: 8.65e15,
        linkTarget: '\x1b]0;x\x07',
      },
    ]);
    expect(lines).toEqual([
      '-rwsr-xr-x    0 0                5 2026-11-24 07:05 a',
      String.raw`drwxrwxrwt 1000 0                0 2026-11-24 07:05 d\n`,
      String.raw`lrwxrwxrwx    0 0 9007199254740992 8650000000000000 l -> \x1b]0;x\x07`,
    ]);
  });

  test('a directory ends with a slash', () => {
    expect(fileName({ name: 'd', type: FileType.FILE_TYPE_DIRECTORY })).toBe('d/');
    expect(fileName({ name: 'f', type: FileType.FILE_TYPE_OTHER })).toBe('f');
  });
});

test.each([
  [{ reason: EndReason.END_REASON_EXITED, exitCode: 7 }, 7],
  [{ reason: EndReason.END_REASON_EXITED, exitCode: 256 }, 125],
  [{ reason: EndReason.END_REASON_SIGNALED, signalNumber: 15 }, 143],
  [{ reason: EndReason.END_REASON_SIGNALED, signalNumber: 4_000_000_000 }, 192],
  [{ reason: EndReason.END_REASON_CONTROLLED, signalNumber: 2 }, 130],
  [{ reason: EndReason.END_REASON_TIME_LIMIT, signalNumber: 15 }, 124],
  [{ reason: EndReason.END_REASON_OUT_OF_MEMORY, signalNumber: 9 }, 137],
  [{ reason: EndReason.END_REASON_NOT_STARTED, message: 'no such\nprogram' }, 127],
  [{ reason: EndReason.END_REASON_LOST }, 125],
  [{ reason: EndReason.END_REASON_PREMATURE_EXIT }, 125],
  [{ reason: 77 as never }, 125],
  [{}, 125],
])('the end %j is status %i', (end, status) => {
  const { exitStatus, note } = execStatus(end);
  expect(exitStatus).toBe(status);
  expect(note ?? '').not.toContain('\n');
});

describe('processSpec', () => {
  const base = { argv: ['a'], streamInput: true, outputBytes: 1 };

  test('what is not said is left to the agent', () => {
    expect(processSpec(base)).toEqual({ argv: ['a'], env: {}, streamInput: true, outputBytes: 1 });
  });

  test('all of it', () => {
    const terminal = { columns: 80, rows: 24 };
    expect(
      processSpec({
        ...base,
        user: 'u',
        cwd: '/x',
        env: ['A=1=2', '__proto__=x', 'B='],
        timeout: '1.5m',
        terminal,
        terminalType: 'xterm-256color',
      }),
    ).toEqual({
      ...base,
      user: 'u',
      cwd: '/x',
      env: Object.fromEntries([
        ['A', '1=2'],
        ['__proto__', 'x'],
        ['B', ''],
        ['TERM', 'xterm-256color'],
      ]),
      timeLimitMs: 90_000,
      terminal,
    });
  });

  test.each([{ env: ['A'] }, { env: ['=x'] }, { timeout: '0' }, { timeout: '5 minutes' }])(
    '%j is refused',
    (wrong) => {
      expect(() => processSpec({ ...base, ...wrong })).toThrow(
        expect.objectContaining({ code: 'invalid_argument' }),
      );
    },
  );

  test('a strange type of terminal stays here', () => {
    const terminal = { columns: 1, rows: 1 };
    expect(processSpec({ ...base, terminal, terminalType: '../x' }).env).toEqual({});
  });
});

describe('describeGuest', () => {
  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [999_600, '1.00 MB'],
    [25_276_063_744, '25.3 GB'],
    [2 ** 53 - 1, '9.01 PB'],
  ])('%i bytes are %s', (count, text) => {
    expect(bytes(count)).toBe(text);
  });

  test('is one line a fact, whatever the guest says', () => {
    const hostile = '\x1b[2J\n\u202e';
    const lines = describeGuest(
      {
        agentVersion: hostile,
        features: Array.from({ length: 10_000 }, () => hostile),
        kernel: hostile,
        bootId: hostile,
      },
      {
        disks: [{ mountPoint: hostile, device: hostile, fileSystem: hostile }],
        networks: [{ name: hostile, addresses: [hostile] }],
        load: { oneMinute: NaN },
      },
    );
    expect(lines.length).toBeLessThan(20);
    expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    expect(lines.join('').length).toBeLessThan(5000);
  });
});
