import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cString,
  fgets,
  naiveDouble,
  naiveInteger,
  naiveText,
  strstr,
} from '../testing/naive-boinc-reader.ts';
import { formatAppStatus, parseAppStatus } from './app-status.ts';
import { formatFinishFile, parseFinishFile } from './finish-file.ts';
import { formatGraphicsReply, parseGraphicsReply } from './graphics-reply.ts';
import { formatHeartbeat, parseHeartbeat } from './heartbeat.ts';
import { formatProcessControl, parseProcessControl } from './process-control.ts';
import {
  CHANNEL_BYTES,
  CHANNEL_OFFSETS,
  decodeMessageText,
  encodeMessageText,
  MAX_MESSAGE_BYTES,
  SHARED_MEMORY_BYTES,
} from './shared-memory.ts';
import { formatTemporaryExitFile, parseTemporaryExitFile } from './temporary-exit-file.ts';

const TAGS = [
  'suspend',
  'resume',
  'quit',
  'abort',
  'reread_app_info',
  'network_available',
  'heartbeat',
  'wss',
  'max_wss',
  'network_suspended',
  'sporadic_ca',
  'current_cpu_time',
  'checkpoint_cpu_time',
  'fraction_done',
  'want_network',
  'other_pid',
  'web_graphics_url',
];
const NUMBERS = [
  '0',
  '1',
  '-1',
  '1e9',
  '.5',
  '1e',
  'inf',
  '-nan',
  'x',
  '1e999',
  '4294967296',
  ' 7',
];

/** A byte per character, NUL left out: what C would hold. */
const garbage = fc
  .uint8Array({ maxLength: 40 })
  .map((bytes) => String.fromCharCode(...bytes.map((byte) => (byte === 0 ? 1 : byte))));
const piece = fc.oneof(
  fc.constantFrom(...TAGS).chain((tag) => fc.constantFrom(`<${tag}/>`, `<${tag}>`, `</${tag}>`)),
  fc.constantFrom(...NUMBERS, '<', '>', '/', '\n', ' '),
  garbage,
);
/** Tags, numbers and garbage in any order, and half of it cut off somewhere. */
const message = fc
  .tuple(fc.array(piece, { maxLength: 24 }), fc.nat(2000))
  .map(([pieces, end]) => pieces.join('').slice(0, end));

describe('message text', () => {
  test('the channels fill the shared memory without a gap', () => {
    const offsets = Object.values(CHANNEL_OFFSETS).sort((one, other) => one - other);
    expect(offsets).toEqual(offsets.map((_, index) => index * CHANNEL_BYTES));
    expect(offsets.length * CHANNEL_BYTES).toBe(SHARED_MEMORY_BYTES);
  });

  test('what is written is read, cut at the limit and at a NUL', () => {
    fc.assert(
      fc.property(fc.array(garbage, { maxLength: 60 }), fc.string(), (parts, rest) => {
        const text = parts.join('');
        const bytes = encodeMessageText(text);
        expect(bytes.length).toBeLessThanOrEqual(CHANNEL_BYTES - 1);
        expect(bytes.at(-1)).toBe(0);
        expect(decodeMessageText(bytes)).toBe(text.slice(0, MAX_MESSAGE_BYTES));
        expect(decodeMessageText(encodeMessageText(`${text}\0${rest}`))).toBe(
          text.slice(0, MAX_MESSAGE_BYTES),
        );
      }),
    );
    expect(decodeMessageText(encodeMessageText('\u20ac'))).toBe('?');
  });

  test('a channel without a NUL, full of what was there before, is text up to the limit', () => {
    const full = new Uint8Array(CHANNEL_BYTES - 1).fill(0x41);
    expect(decodeMessageText(full)).toBe('A'.repeat(MAX_MESSAGE_BYTES));
    full.set(encodeMessageText('<quit/>'));
    expect(decodeMessageText(full)).toBe('<quit/>');
    expect(decodeMessageText(new Uint8Array(0))).toBe('');
  });
});

describe('messages against the naive reader', () => {
  test('process control', () => {
    fc.assert(
      fc.property(message, (text) => {
        const has = (tag: string) => strstr(cString(text), tag) >= 0;
        expect(parseProcessControl(text)).toEqual({
          suspend: has('<suspend/>'),
          resume: has('<resume/>'),
          quit: has('<quit/>'),
          abort: has('<abort/>'),
          rereadAppInfo: has('<reread_app_info/>'),
          networkAvailable: has('<network_available/>'),
        });
      }),
    );
  });

  test('heartbeat', () => {
    fc.assert(
      fc.property(message, (text) => {
        const has = (tag: string) => strstr(cString(text), tag) >= 0;
        expect(parseHeartbeat(text)).toEqual({
          isHeartbeat: has('<heartbeat/>'),
          wssBytes: naiveDouble(text, 'wss'),
          maxWssBytes: naiveDouble(text, 'max_wss'),
          networkSuspended:
            has('<network_suspended/>') ||
            has('<network_suspended />') ||
            (naiveInteger(text, 'network_suspended') ?? 0) !== 0,
          sporadicCa: naiveInteger(text, 'sporadic_ca'),
        });
      }),
    );
  });

  test('app status', () => {
    fc.assert(
      fc.property(message, (text) => {
        const status = parseAppStatus(text);
        expect(status.currentCpuTimeS).toBe(
          Math.max(0, naiveDouble(text, 'current_cpu_time') ?? 0),
        );
        expect(status.checkpointCpuTimeS).toBe(
          Math.max(0, naiveDouble(text, 'checkpoint_cpu_time') ?? 0),
        );
        expect(status.fractionDone).toBe(naiveDouble(text, 'fraction_done'));
        expect(status.otherPid).toBe(naiveInteger(text, 'other_pid'));
      }),
    );
  });

  test('graphics reply', () => {
    fc.assert(
      fc.property(message, (text) => {
        const ascii = text.replace(/[^\n -%'-~]/g, '.');
        const expected = naiveText(ascii, 'web_graphics_url', 256);
        expect(parseGraphicsReply(ascii).webGraphicsUrl).toBe(expected);
      }),
    );
  });
});

describe('what is written is read back', () => {
  // What is smaller is no normal number, and C's strtod reports it as out of range.
  const figure = fc.oneof(fc.constant(0), fc.double({ noNaN: true, min: 1e-300, max: 1e300 }));
  const optional = fc.option(figure, { nil: undefined });

  test('app status, within a message whatever the figures are', () => {
    fc.assert(
      fc.property(figure, figure, optional, optional, optional, (cpu, checkpoint, a, b, c) => {
        const text = formatAppStatus({
          currentCpuTimeS: cpu,
          checkpointCpuTimeS: checkpoint,
          fractionDone: a,
          wantNetwork: true,
          otherPid: -(2 ** 31),
          sporadicAc: -(2 ** 31),
          wssBytes: b,
          bytesSent: b,
          bytesReceived: b,
          fpopsPerCpuSec: c,
          fpopsCumulative: c,
          intopsPerCpuSec: c,
          intopsCumulative: c,
        });
        expect(encodeMessageText(text).length).toBeLessThan(MAX_MESSAGE_BYTES);
        const read = parseAppStatus(text);
        expect(formatAppStatus(read)).toBe(text);
      }),
      { examples: [[1e300, 1e300, -1e300, -999_999_999_999_999_900, -1e-300]] },
    );
  });

  test('heartbeat and process control', () => {
    fc.assert(
      fc.property(fc.record({ networkSuspended: fc.boolean(), sporadicCa: fc.nat(3) }), (beat) => {
        const read = parseHeartbeat(formatHeartbeat(beat, { bothNetworkTags: true }));
        expect(read).toMatchObject({
          isHeartbeat: true,
          networkSuspended: beat.networkSuspended,
          sporadicCa: beat.sporadicCa === 0 ? undefined : beat.sporadicCa,
        });
      }),
    );
    expect(formatHeartbeat({ networkSuspended: true }, { bothNetworkTags: true })).toMatch(
      /<network_suspended\/><suspend_network\/>$/,
    );
    const all = parseProcessControl('<suspend/><quit/><network_available/>');
    expect(parseProcessControl(formatProcessControl(all))).toEqual(all);
  });

  test('graphics reply, or it is refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const reply = { webGraphicsUrl: text, remoteDesktopAddr: undefined };
        let written: string;
        try {
          written = formatGraphicsReply(reply);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_text' });
          return;
        }
        expect(parseGraphicsReply(written)).toEqual(reply);
      }),
    );
  });
});

describe('ends against the naive reader', () => {
  const content = fc
    .array(fc.oneof(fc.constantFrom('60', '-1', '\n', ' ', 'notice', 'x', '86401'), garbage))
    .map((parts) => parts.join(''));

  test('temporary exit', () => {
    fc.assert(
      fc.property(content, (text) => {
        const ascii = text.replace(/[^\n -~]/g, '.');
        const number = /^\s*([+-]?\d+)?/.exec(ascii);
        const lines = fgets(ascii.slice(number?.[0].length ?? 0), 256);
        const [first, reason, third] = [lines.next(), lines.next(), lines.next()];
        const delay = number?.[1] === undefined ? -1 : Number(number[1]);
        const expected =
          first.value === undefined || reason.value === undefined
            ? undefined
            : {
                delayS: delay < 0 || delay > 86_400 ? 300 : delay,
                reason: reason.value.trim(),
                isNotice: third.value?.includes('notice') ?? false,
              };
        // -0 is 0 to C.
        expect(JSON.stringify(parseTemporaryExitFile(ascii))).toBe(JSON.stringify(expected));
      }),
    );
  });

  test('any reason arrives as one line, cut, and the notice after it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.boolean(), (reason, flag) => {
        const text = formatTemporaryExitFile({ delayS: 60, reason, isNotice: flag });
        const lines = [...fgets(Buffer.from(text).toString('latin1'), 256)];
        expect(lines).toHaveLength(flag ? 3 : 2);
        const read = parseTemporaryExitFile(text);
        expect(read).toMatchObject({ delayS: 60, isNotice: flag });
        expect(text).toBe(formatTemporaryExitFile(read ?? { delayS: 0, reason: '' }));
      }),
    );
  });

  test('any message of a finish file arrives as one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.nat(255), (text, exitCode) => {
        const written = formatFinishFile({ exitCode, message: text, isNotice: true });
        const read = parseFinishFile(written);
        expect(read.exitCode).toBe(exitCode);
        expect(written.split('\n').length).toBe(read.message === undefined ? 2 : 4);
        expect(formatFinishFile(read)).toBe(written);
      }),
    );
    for (const exitCode of [-1, 256, 0.5, Number.NaN]) {
      expect(() => formatFinishFile({ exitCode })).toThrow(
        expect.objectContaining({ code: 'invalid_number' }),
      );
    }
  });
});
