import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { HumanReporter } from './human-reporter.ts';
import type { RunSummary } from './reporter.ts';

const ESCAPE = '\u001b';

const signal = new AbortController().signal;

const SUCCESS: RunSummary = {
  outcome: 'succeeded',
  exitCode: 0,
  phase: 'finish',
  message: undefined,
  details: [],
  slotDirectory: undefined,
  outputs: ['/out/a', '/out/b\u001b'],
  elapsedMs: 61_240,
  cpuTimeMs: 1_500,
};

/** Both streams in one, as on a terminal, in the order of what was written. */
function createReporter({ isTTY }: { readonly isTTY: boolean }) {
  let text = '';
  const stream = () => {
    const output = Object.assign(new PassThrough(), { isTTY, columns: 100 });
    const write = output.write.bind(output);
    output.write = ((chunk: string) => {
      text += chunk;
      return write(chunk);
    }) as typeof output.write;
    output.resume();
    return output;
  };
  const reporter = new HumanReporter({ log: stream(), appOutput: stream() });
  const print = async (name: 'stdout' | 'stderr', data: string | Uint8Array) =>
    reporter.appOutput(name, Buffer.from(data), { signal });
  /** What was written, times as T. */
  return { reporter, print, text: () => text.replaceAll(/^\d\d:\d\d:\d\d /gm, 'T ') };
}

describe('without a terminal', () => {
  test('a line a phase, a line at each tenth, the app’s output in between', async () => {
    const { reporter, print, text } = createReporter({ isTTY: false });
    reporter.phase('prepare', 'job x');
    reporter.warning('prepare', 'not using kvm');
    for (let done = 0; done <= 100; done++) {
      reporter.progress({ phase: 'run', fraction: done / 100, text: `${done} s CPU` });
      // As an app does that prints a line at each step: it must not bring each step's line.
      if (done % 50 === 1) await print('stdout', `line ${done}\n`);
    }
    reporter.finished(SUCCESS);
    reporter.close();
    const tenths = [10, 20, 30, 40, 50].map((done) => `T run      ${done} % ${done} s CPU\n`);
    const rest = [60, 70, 80, 90, 100].map((done) => `T run      ${done} % ${done} s CPU\n`);
    expect(text()).toBe(
      'T prepare  job x\n' +
        'T prepare  warning: not using kvm\n' +
        `T run      0 % 0 s CPU\nline 1\n${tenths.join('')}line 51\n${rest.join('')}` +
        'T finish   done in 61.2 s, 1.5 s of CPU in the guest\n' +
        'T finish   output /out/a\nT finish   output /out/b·\n',
    );
  });

  test('a failure says what, the details, where to look, and the exit status', () => {
    const { reporter, text } = createReporter({ isTTY: false });
    reporter.finished({
      ...SUCCESS,
      outcome: 'app_failed',
      exitCode: 30,
      phase: 'run',
      message: 'task a: exit status 3',
      details: ['last \u001b[1mwords'],
      slotDirectory: '/slot',
      outputs: [],
    });
    expect(text()).toBe(
      'T run      failed: task a: exit status 3\n' +
        'T run      | last ·[1mwords\n' +
        'T finish   kept for inspection: /slot\n' +
        'T finish   exit status 30 (app_failed) after 61.2 s\n',
    );
  });
});

describe('what the app prints', () => {
  test('a character cut in two arrives whole, on each stream by itself', async () => {
    const { print, text } = createReporter({ isTTY: false });
    const [first, second] = [Uint8Array.of(0xe2, 0x82), Uint8Array.of(0xac)];
    await print('stdout', first);
    await print('stderr', 'x');
    await print('stdout', second);
    expect(text()).toBe('x€');
  });

  test('half a character at the end is shown as one that is missing', async () => {
    const { reporter, print, text } = createReporter({ isTTY: false });
    await print('stdout', Uint8Array.of(0xe2, 0x82));
    expect(text()).toBe('');
    reporter.finished(SUCCESS);
    expect(text()).toMatch(/^\u{fffd}/u);
  });

  test('control characters are replaced', async () => {
    const { print, text } = createReporter({ isTTY: false });
    await print('stdout', 'a\u001b]0;title\u0007\n\tb');
    expect(text()).toBe('a·]0;title·\n\tb');
  });
});

describe('on a terminal', () => {
  const SEQUENCES = new RegExp(`${ESCAPE}(?:\\[[?\\d;]*[A-Za-z]|[78])`, 'g');

  /** What a terminal shows of it: sequences gone, each line after its last clearing. */
  const shown = (text: string) =>
    text
      .split('\n')
      .map((line) => line.split('\u001b[2K').at(-1)?.replaceAll(SEQUENCES, ''))
      .join('\n');

  test('a bar is cleared before anything else is written', async () => {
    const { reporter, print, text } = createReporter({ isTTY: true });
    reporter.progress({ phase: 'run', fraction: 0.25, text: 'quarter' });
    expect(text()).toContain('run');
    reporter.phase('run', 'task 2 of 2');
    reporter.progress({ phase: 'run', fraction: 0.5, text: 'half' });
    await print('stdout', 'from the app\n');
    reporter.progress({ phase: 'run', fraction: 0.75, text: 'more' });
    reporter.warning('run', 'the link broke');
    reporter.progress({ phase: 'outputs', fraction: 0, text: '1 MB' });
    reporter.finished(SUCCESS);
    reporter.close();
    reporter.close();
    const lines = shown(text())
      .replaceAll(/\d\d:\d\d:\d\d /g, 'T ')
      .split('\n');
    expect(lines).toEqual([
      'T run      task 2 of 2',
      'from the app',
      'T run      warning: the link broke',
      'T finish   done in 61.2 s, 1.5 s of CPU in the guest',
      'T finish   output /out/a',
      'T finish   output /out/b·',
      '',
    ]);
    // The cursor is shown again as often as it was hidden.
    const count = (sequence: string) => text().split(sequence).length;
    expect(count('\u001b[?25h')).toBe(count('\u001b[?25l'));
  });

  test('half a line of the app is not drawn over', async () => {
    const { reporter, print, text } = createReporter({ isTTY: true });
    await print('stdout', 'Name? ');
    reporter.progress({ phase: 'run', fraction: 0, text: '' });
    reporter.phase('outputs', 'copying out');
    expect(shown(text()).replaceAll(/\d\d:\d\d:\d\d /g, 'T ')).toBe(
      'Name? \nT outputs  copying out\n',
    );
    reporter.close();
  });
});
