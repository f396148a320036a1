import type { HostileInput } from './hostile-input.ts';
import { streamReply } from './http-reply.ts';
import {
  endedFields,
  eventReply,
  finishFields,
  outcomeFields,
  outputFields,
  pathFields,
  statusFields,
  trickleFields,
} from './lying-events.ts';
import type { VictimOrder } from './victim-order.ts';

type RunOrder = Omit<Extract<VictimOrder, { act: 'run' }>, 'act'>;

const HUGE = 2n ** 64n - 1n;
const STARTED = eventReply(1, 'started');
const END = (sequence: bigint | number): Buffer => eventReply(sequence, 'ended', endedFields({}));
const MEBIBYTE = Buffer.alloc(1024 * 1024, 0x61);
const CONTROLS = '\u001B[2J\u001B]0;evil\u0007\r\n\u202E\u2028\0';

/** A task whose events are these, one reply after the other. */
function events(
  title: string,
  messages: readonly Uint8Array[],
  expected: HostileInput['expected'],
  order: RunOrder = {},
): HostileInput {
  return {
    title: `events: ${title}`,
    order: { act: 'run', ...order },
    lie: { layer: 'http', answer: (_request, stream) => void stream.write(streamReply(messages)) },
    expected,
  };
}

const LOST = { outcome: 'JobError agent_lost' };
const REFUSED = { outcome: 'JobError agent_refused' };
const OK = { outcome: 'ok', figuresAreSane: true, logIsPrintable: true };

/** Events out of order, or that cannot be. */
export const ORDER_INPUTS: readonly HostileInput[] = [
  events('sequence 0', [eventReply(0, 'started'), END(1)], LOST),
  events('sequence goes back', [eventReply(5, 'started'), eventReply(4, 'status')], LOST),
  events('sequence twice', [STARTED, eventReply(1, 'status')], LOST),
  events('sequence of 2^53', [eventReply(2n ** 53n, 'started'), END(1)], REFUSED),
  events('sequence of 2^63', [eventReply(2n ** 63n, 'started')], REFUSED),
  events('sequence of 2^64 - 1', [eventReply(HUGE, 'started')], REFUSED),
  events('highest sequence, then nothing can follow', [END(Number.MAX_SAFE_INTEGER)], OK),
  events('step of 2^32 - 1', [eventReply(1, 'started', undefined, 2 ** 32 - 1)], LOST),
  events('step beyond the job', [eventReply(1, 'started', undefined, 1)], LOST),
  events(
    'step goes back',
    [eventReply(1, 'started', undefined, 1), eventReply(2, 'started', undefined, 0)],
    LOST,
    { stepCount: 2 },
  ),
  events('ended twice', [END(1), END(2)], OK),
  events('goes on after the end', [END(1), eventReply(2, 'output', outputFields(1, 0, 'x'))], {
    ...OK,
    stdoutBytes: 0,
  }),
  events('event without a kind', [Buffer.from([10, 2, 8, 1]), END(2)], OK),
  events('reply without an event', [Buffer.alloc(0)], REFUSED),
  events('event of another kind twice in one', [Buffer.concat([STARTED, STARTED]), END(2)], OK),
  events('ended without saying how', [eventReply(1, 'ended')], REFUSED),
];

/** Output at places where it cannot be, or too much of it. */
export const OUTPUT_INPUTS: readonly HostileInput[] = [
  ...(
    [
      ['huge offset', 2n ** 52n, LOST],
      ['offset of 2^53', 2n ** 53n, REFUSED],
      ['offset of 2^63', 2n ** 63n, REFUSED],
      ['offset of 2^64 - 1', HUGE, REFUSED],
      ['a hole', 4, LOST],
    ] as const
  ).map(([title, offset, refusal]) =>
    events(`output: ${title}`, [eventReply(1, 'output', outputFields(1, offset, 'abc'))], {
      ...refusal,
      stdoutBytes: 0,
    }),
  ),
  events(
    'output overlaps',
    [
      eventReply(1, 'output', outputFields(1, 0, 'abc')),
      eventReply(2, 'output', outputFields(1, 2, 'cd')),
    ],
    { ...LOST, stdoutBytes: 3 },
  ),
  events(
    'output repeated',
    [
      eventReply(1, 'output', outputFields(1, 0, 'abc')),
      eventReply(2, 'output', outputFields(1, 0, 'abc')),
    ],
    { ...LOST, stdoutBytes: 3 },
  ),
  events(
    'output begins anew without a new step',
    [
      eventReply(1, 'output', outputFields(2, 0, 'abc')),
      eventReply(2, 'started'),
      eventReply(3, 'output', outputFields(2, 0, 'abc')),
    ],
    { ...LOST, stderrBytes: 3 },
  ),
  ...[0, 3, 255, 2 ** 31 - 1].map((stream) =>
    events(
      `output on stream ${stream}, which is none`,
      [eventReply(1, 'output', outputFields(stream, 0, 'abc')), END(2)],
      LOST,
    ),
  ),
  events(
    'more output than the job may print',
    [eventReply(1, 'output', outputFields(1, 0, MEBIBYTE))],
    { outcome: 'JobError output_limit', stdoutBytes: 0 },
  ),
  events(
    'more output in small pieces',
    Array.from({ length: 20 }, (_, index) =>
      eventReply(index + 1, 'output', outputFields(2, index * 100, 'x'.repeat(100))),
    ),
    { outcome: 'JobError output_limit', stderrBytes: 1000 },
    { outputLimitBytes: 1000 },
  ),
  events(
    'more output in each of many steps',
    Array.from({ length: 4 }, (_, step) =>
      eventReply(step + 1, 'output', outputFields(1, 0, 'x'.repeat(2000)), step),
    ),
    { outcome: 'JobError output_limit', stdoutBytes: 4000 },
    { outputLimitBytes: 1000, stepCount: 4 },
  ),
  events(
    'output that drives a terminal',
    [eventReply(1, 'output', outputFields(2, 0, CONTROLS)), END(2)],
    { ...OK, stderrBytes: Buffer.byteLength(CONTROLS) },
  ),
  events(
    'nothing printed, ten thousand times',
    [
      ...Array.from({ length: 10_000 }, (_, index) =>
        eventReply(index + 1, 'output', outputFields(1, 0, '')),
      ),
      END(10_001),
    ],
    { ...OK, stdoutBytes: 0, logLength: 0 },
  ),
];

const figure = (
  title: string,
  figures: Parameters<typeof statusFields>[0],
  expected: HostileInput['expected'],
): HostileInput =>
  events(
    `figures: ${title}`,
    [eventReply(1, 'status', statusFields(figures)), eventReply(2, 'ended', endedFields({}))],
    expected,
  );

/** Figures that cannot be. */
export const FIGURE_INPUTS: readonly HostileInput[] = [
  figure('fraction NaN', { fraction: NaN }, { ...OK, fraction: 0 }),
  figure('fraction negative', { fraction: -1 }, { ...OK, fraction: 0 }),
  figure('fraction -0', { fraction: -0 }, OK),
  figure('fraction above 1', { fraction: 17 }, { ...OK, fraction: 1 }),
  figure('fraction infinite', { fraction: Infinity }, OK),
  figure('fraction minus infinite', { fraction: -Infinity }, { ...OK, fraction: 0 }),
  figure('fraction denormal', { fraction: 5e-324 }, OK),
  figure('CPU time of 2^64 - 1', { cpuTimeMs: HUGE }, REFUSED),
  figure('CPU time of 2^63', { cpuTimeMs: 2n ** 63n }, REFUSED),
  figure('memory of 2^64 - 1', { peakMemoryBytes: HUGE }, REFUSED),
  figure('operations NaN', { fpops: NaN, iops: NaN }, OK),
  figure('operations infinite', { fpops: Infinity, iops: Infinity }, OK),
  figure('operations negative', { fpops: -1e300, iops: -1 }, OK),
  figure('operations whose sum is infinite', { fpops: 1.7e308, iops: 1.7e308 }, OK),
  figure('speed NaN', { fpopsSpeed: NaN, iopsSpeed: NaN }, OK),
  figure('speed infinite', { fpopsSpeed: Infinity, iopsSpeed: -Infinity }, OK),
  figure('speed negative', { fpopsSpeed: -1e300, iopsSpeed: -1 }, OK),
  figure('checkpoint count of 2^64 - 1', { checkpointCount: HUGE }, OK),
  figure('needs a network 2^32 - 1 times', { needsNetwork: 2 ** 32 - 1 }, OK),
  figure('status text of a megabyte', { statusText: MEBIBYTE }, OK),
  figure('status text that drives a terminal', { statusText: CONTROLS.repeat(100) }, OK),
  figure('status text that is not UTF-8', { statusText: Buffer.alloc(1000, 0xff) }, REFUSED),
  events(
    'figures: CPU time and fraction fall',
    [
      eventReply(1, 'status', statusFields({ cpuTimeMs: 5000, fraction: 0.5 })),
      eventReply(2, 'status', statusFields({ cpuTimeMs: 4000, fraction: 0.1 })),
      END(3),
    ],
    { ...OK, cpuTimeMs: 5000, fraction: 0.5 },
  ),
  events(
    'figures: fall in the last event',
    [
      eventReply(1, 'status', statusFields({ cpuTimeMs: 5000 })),
      eventReply(2, 'ended', endedFields({ status: statusFields({ cpuTimeMs: 1 }) })),
    ],
    { ...OK, cpuTimeMs: 5000 },
  ),
  events(
    'figures: a hundred thousand of them',
    [
      ...Array.from({ length: 100_000 }, (_, index) =>
        eventReply(index + 1, 'status', statusFields({ fraction: index / 100_000 })),
      ),
      END(100_001),
    ],
    OK,
  ),
];

const ended = (title: string, fields: Buffer, expected: HostileInput['expected']): HostileInput =>
  events(`end: ${title}`, [STARTED, eventReply(2, 'ended', fields)], expected);

/** Ends that cannot be. */
export const END_INPUTS: readonly HostileInput[] = [
  ...[2 ** 31, 2 ** 32 - 1, 256].map((code) =>
    ended(
      `exit code ${code}`,
      endedFields({ succeeded: false, outcome: outcomeFields(1, code, 'ended') }),
      { outcome: 'JobError app_failed' },
    ),
  ),
  ended(
    'exit code 2^64 - 1',
    endedFields({ succeeded: false, outcome: outcomeFields(1, HUGE, 'ended') }),
    { outcome: 'JobError app_failed' },
  ),
  ...[0, 11, 2 ** 31 - 1, 2 ** 32 - 1].map((reason) =>
    ended(
      `reason ${reason}, which is none`,
      endedFields({ succeeded: false, outcome: outcomeFields(reason, 1, 'ended') }),
      REFUSED,
    ),
  ),
  ended(
    'exits again and again without a word',
    endedFields({ succeeded: false, outcome: outcomeFields(10, 0, 'ended') }),
    { outcome: 'JobError app_failed' },
  ),
  ended(
    'step of 2^32 - 1',
    endedFields({ succeeded: false, step: 2 ** 32 - 1, outcome: outcomeFields(1, 1, 'ended') }),
    { outcome: 'JobError app_failed' },
  ),
  ended(
    'message of a megabyte',
    endedFields({ succeeded: false, outcome: outcomeFields(1, 1, MEBIBYTE) }),
    { outcome: 'JobError app_failed', logIsPrintable: true },
  ),
  ended(
    'message that drives a terminal',
    endedFields({ succeeded: false, outcome: outcomeFields(1, 1, CONTROLS.repeat(50)) }),
    { outcome: 'JobError app_failed', logIsPrintable: true },
  ),
  ended(
    'message that is not UTF-8',
    endedFields({ succeeded: false, outcome: outcomeFields(1, 1, Buffer.alloc(2000, 0xff)) }),
    REFUSED,
  ),
  ...(
    [
      ['words of a megabyte', { text: MEBIBYTE }],
      ['words that drive a terminal', { text: CONTROLS.repeat(100), isNotice: true }],
      ['words with a message of the client', { text: '</message><exit_status>0</exit_status>' }],
    ] as const
  ).map(([title, words]) =>
    ended(
      title,
      endedFields({
        succeeded: false,
        outcome: outcomeFields(1, 1, 'ended', finishFields({ exitCode: 1, ...words })),
      }),
      { outcome: 'JobError app_failed', logIsPrintable: true },
    ),
  ),
  ended(
    'words that are not UTF-8',
    endedFields({
      succeeded: false,
      outcome: outcomeFields(1, 1, 'ended', finishFields({ text: Buffer.alloc(1000, 0xff) })),
    }),
    REFUSED,
  ),
  ended(
    'to be tried again in 136 years',
    endedFields({
      succeeded: false,
      outcome: outcomeFields(1, 0, 'ended', finishFields({ retryAfterS: 2 ** 32 - 1 })),
    }),
    { outcome: 'JobError app_deferred', logIsPrintable: true },
  ),
  ended(
    'credit claimed by a container that plays agent (CVE-2020-2023)',
    endedFields({
      status: statusFields({ fraction: 1, cpuTimeMs: 2n ** 53n - 1n, fpops: 1e308, iops: 1e308 }),
    }),
    { ...OK, fraction: 1 },
  ),
];

/** Trickles, uploads and refusals that nobody asked for, too many or too large. */
export const CLAIM_INPUTS: readonly HostileInput[] = [
  ...(
    [
      ['variety with an element', 'a</variety><evil>', 'x'],
      ['variety with a path', '../../evil', 'x'],
      ['variety of nothing', '', 'x'],
      ['variety of a megabyte', MEBIBYTE, 'x'],
      ['variety that drives a terminal', CONTROLS, 'x'],
      ['text that ends its element', 'v', '</msg_from_host><evil/>'],
      ['text with another variety', 'v', '<variety>evil</variety>'],
      ['text with a NUL', 'v', 'a\0b'],
      ['text of a megabyte', 'v', MEBIBYTE],
      ['text that is not UTF-8', 'v', Buffer.alloc(1000, 0xff)],
    ] as const
  ).map(([title, variety, text]) =>
    events(
      `trickle: ${title}`,
      [eventReply(1, 'trickleUp', trickleFields(variety, text)), END(2)],
      { ...OK, trickleCount: 1 },
      { trickleFiles: ['v'] },
    ),
  ),
  events(
    'trickle: variety that is not UTF-8',
    [eventReply(1, 'trickleUp', trickleFields(Buffer.from([0xff, 0xfe]), 'x')), END(2)],
    { ...REFUSED, trickleCount: 0 },
    { trickleFiles: ['v'] },
  ),
  events(
    'trickle: none was asked for',
    [eventReply(1, 'trickleUp', trickleFields('v', 'x')), END(2)],
    OK,
  ),
  events(
    'trickle: too many',
    [
      ...Array.from({ length: 1100 }, (_, index) =>
        eventReply(index + 1, 'trickleUp', trickleFields('v', `x${index}`)),
      ),
      END(1101),
    ],
    { ...OK, trickleCount: 1100 },
    { trickleFiles: ['v'] },
  ),
  ...['/etc/passwd', '../../etc/passwd', 'out', '', 'early/../out', 'EARLY', MEBIBYTE].map(
    (path, index) =>
      events(
        `upload: of a path never asked for, ${index} (CVE-2020-2026)`,
        [eventReply(1, 'uploadReady', pathFields(path)), END(2)],
        { ...OK, results: [], logLength: 0 },
        { early: ['early'] },
      ),
  ),
  events(
    'refusal: of a path never asked for, a megabyte long',
    [eventReply(1, 'fileRefused', pathFields(MEBIBYTE, 1)), END(2)],
    { ...OK, logLength: 0 },
  ),
  events(
    'refusal: of a reason that is none',
    [eventReply(1, 'fileRefused', pathFields('v', 2 ** 31 - 1)), END(2)],
    OK,
    { trickleFiles: ['v'] },
  ),
  events(
    'refusal: ten thousand times the same',
    [
      ...Array.from({ length: 10_000 }, (_, index) =>
        eventReply(index + 1, 'fileRefused', pathFields('v', index)),
      ),
      END(10_001),
    ],
    OK,
    { trickleFiles: ['v'] },
  ),
  events(
    'started ten thousand times',
    [
      ...Array.from({ length: 10_000 }, (_, index) => eventReply(index + 1, 'started')),
      END(10_001),
    ],
    OK,
  ),
  events(
    'name of a step of a megabyte that drives a terminal',
    [
      eventReply(1, 'started', Buffer.concat([Buffer.from([10, 3]), Buffer.from('\u001B[2')])),
      END(2),
    ],
    OK,
  ),
];

/** A stream that breaks off as if the connection had, so that the bridge asks again. */
const cutOff = (...messages: Buffer[]): Buffer =>
  streamReply(messages, '{"error":{"code":"unavailable"}}');

function changing(
  title: string,
  answers: readonly Buffer[],
  expected: HostileInput['expected'],
): HostileInput {
  return {
    title: `changing answers: ${title}`,
    order: { act: 'run' },
    lie: {
      layer: 'http',
      answer: ({ index }, stream) => void stream.write(answers[index] ?? answers.at(-1)!),
    },
    expected,
  };
}

/** An agent whose answers do not fit each other. */
export const CHANGING_INPUTS: readonly HostileInput[] = [
  changing(
    'events go back after a break',
    [cutOff(eventReply(5, 'started')), streamReply([eventReply(3, 'status'), END(9)])],
    LOST,
  ),
  changing(
    'the same event after a break',
    [cutOff(eventReply(5, 'started')), streamReply([eventReply(5, 'started'), END(9)])],
    LOST,
  ),
  changing(
    'output told again after a break',
    [
      cutOff(eventReply(1, 'output', outputFields(1, 0, 'abc'))),
      streamReply([eventReply(2, 'output', outputFields(1, 0, 'xyz')), END(3)]),
    ],
    { ...LOST, stdoutBytes: 3 },
  ),
  changing(
    'output with a hole after a break',
    [
      cutOff(eventReply(1, 'output', outputFields(1, 0, 'abc'))),
      streamReply([eventReply(2, 'output', outputFields(1, 4, 'xyz')), END(3)]),
    ],
    { ...LOST, stdoutBytes: 3 },
  ),
  changing(
    'a step back after a break',
    [
      cutOff(eventReply(1, 'status'), eventReply(2, 'stepEnded', undefined, 0)),
      streamReply([eventReply(3, 'stepEnded', undefined, 7), END(4)]),
    ],
    LOST,
  ),
  changing(
    'a task that is unknown after a break',
    [
      cutOff(eventReply(1, 'status')),
      streamReply([], '{"error":{"code":"not_found","message":"no task"}}'),
    ],
    REFUSED,
  ),
  changing(
    'breaks without end, each with one event',
    Array.from({ length: 51 }, (_, index) =>
      index < 50 ? cutOff(eventReply(index + 1, 'status')) : streamReply([END(51)]),
    ),
    OK,
  ),
];

export const EVENT_INPUTS: readonly HostileInput[] = [
  ...ORDER_INPUTS,
  ...OUTPUT_INPUTS,
  ...FIGURE_INPUTS,
  ...END_INPUTS,
  ...CLAIM_INPUTS,
  ...CHANGING_INPUTS,
];
