import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runJob } from '../../host-bridge/src/bridge.ts';
import { parseJobFile, type Job } from '../../host-bridge/src/job/index.ts';
import { JobError, type Phase } from '../../host-bridge/src/outcome.ts';
import type { RunSummary } from '../../host-bridge/src/report/reporter.ts';
import { Slot } from '../../host-bridge/src/slot/slot.ts';
import { createJobContext } from '../../host-bridge/src/supervisor/create-job-context.ts';
import { supervise } from '../../host-bridge/src/supervisor/supervisor.ts';
import { InProcessDriver, type InProcessDriverOptions } from '../fakes/in-process-driver.ts';
import { RecordingReporter } from '../fakes/recording-reporter.ts';

/** A whole job, bridge and agent both real, in one process and without a machine. */
interface Run {
  readonly driver: InProcessDriver;
  readonly reporter: RecordingReporter;
  readonly calls: string[];
  readonly summary: RunSummary;
}

interface RunOptions extends InProcessDriverOptions {
  readonly signal?: AbortSignal;
  readonly job?: Partial<Job>;
  readonly onPhase?: (phase: Phase) => void;
  readonly onStdout?: (text: string, driver: InProcessDriver) => void;
}

let directory: string;
let slot: Slot;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-job-'));
  slot = await Slot.open(join(directory, 'slot'));
  const image = join(directory, 'image');
  await mkdir(image);
  await mkdir(join(directory, 'in', 'deep'), { recursive: true });
  await writeFile(join(directory, 'in', 'deep', 'foo.dat'), 'foo\n');
  await writeFile(join(image, 'file'), 'x');
  const manifest = {
    formatVersion: 1,
    architecture: 'x86_64',
    diskFormat: 'raw',
    diskFile: 'file',
    kernelFile: 'file',
    initrdFile: 'file',
    kernelArguments: '',
    files: [{ name: 'file', size: 1 }],
  };
  await writeFile(join(image, 'manifest.json'), JSON.stringify(manifest));
});

afterEach(async () => {
  await slot.close();
  await rm(directory, { recursive: true });
});

/** Shell commands, as XML, each one task. */
function jobOf(commands: readonly string[], rest = ''): Job {
  const tasks = commands.map(
    (command, index) =>
      `<task><name>t${index}</name><application>/bin/sh</application>` +
      `<arg>-c</arg><arg>${command}</arg></task>`,
  );
  const text = `<vm_job><name>test</name><image>./image</image>${rest}${tasks.join('')}</vm_job>`;
  return parseJobFile(text, { file: join(directory, 'vm_job.xml') });
}

async function run(job: Job, options: RunOptions = {}): Promise<Run> {
  const calls: string[] = [];
  const onCall = (name: string) => {
    calls.push(name);
    options.onCall?.(name);
  };
  const driver = new InProcessDriver({ ...options, onCall });
  const reporter = new RecordingReporter();
  if (options.onPhase !== undefined) reporter.onPhase = options.onPhase;
  reporter.onStdout = (text) => options.onStdout?.(text, driver);
  const summary = await runJob(
    {
      job: { ...job, ...options.job },
      slot,
      outputDirectory: join(directory, 'out'),
      imageDirectories: [],
      driver,
      reporter,
      agentLostTimeoutMs: 10_000,
    },
    options.signal ?? new AbortController().signal,
  );
  const seen = [...calls];
  // A failed run keeps its machine's files for inspection; the slot's next run would remove them.
  await driver.vm?.discard();
  return { driver, reporter, calls: seen, summary };
}

const IN_AND_OUT = `
  <input><source>in</source></input>
  <output><source>bar.dat</source></output>
  <output><source>results</source></output>`;

const kept = async () =>
  (await readdir(slot.directory)).filter((name) => !name.startsWith('vmslot.lock')).toSorted();

const state = () => JSON.parse(readFileSync(slot.path('state'), 'utf8')) as Record<string, unknown>;

describe('a job that ends well', () => {
  test('inputs go in, tasks run, outputs come back, nothing is left', async () => {
    const job = jobOf(
      [
        'cat in/deep/foo.dat in/deep/foo.dat > bar.dat; echo first',
        'mkdir results; id -un > results/user; echo second; echo warned 1&gt;&amp;2',
      ],
      IN_AND_OUT,
    );
    const { summary, reporter, calls } = await run(job);
    expect(summary).toMatchObject({
      outcome: 'succeeded',
      exitCode: 0,
      phase: 'finish',
      message: undefined,
      slotDirectory: undefined,
      outputs: [join(directory, 'out', 'bar.dat'), join(directory, 'out', 'results')],
    });
    expect(await readFile(join(directory, 'out', 'bar.dat'), 'utf8')).toBe('foo\nfoo\n');
    expect(await readFile(join(directory, 'out', 'results', 'user'), 'utf8')).toBe('nobody\n');
    const done = reporter.progresses.filter(({ phase }) => phase === 'run').at(-1);
    expect(done?.fraction).toBe(1);
    expect(reporter.stdout).toBe('first\nsecond\n');
    expect(reporter.stderr).toBe('warned\n');
    expect(reporter.warnings).toEqual(['prepare: not using kvm: there is no machine at all']);
    expect(calls).toEqual(['probe', 'define', 'start', 'destroy']);
    expect(await kept()).toEqual([]);
  });

  test('what a program says about its end goes with it', async () => {
    const { summary } = await run(
      jobOf(['printf "0\\nall is well\\nnotice" >boinc_finish_called']),
    );
    const appWords = { message: 'all is well', isNotice: true, retryAfterS: 0 };
    expect(summary).toMatchObject({ outcome: 'succeeded', appWords });
  });

  test('phases come in order, and the state file names each before its work', async () => {
    const states: unknown[] = [];
    const note = (at: string) => states.push([at, state().phase, state().outcome]);
    const { summary } = await run(
      jobOf(['cp in/deep/foo.dat bar.dat; mkdir results'], IN_AND_OUT),
      { onPhase: note, onCall: note },
    );
    expect(summary.outcome).toBe('succeeded');
    expect(states).toEqual([
      ['prepare', 'prepare', undefined],
      ['probe', 'prepare', undefined],
      ['define', 'prepare', undefined],
      ['start', 'boot', undefined],
      ['boot', 'boot', undefined],
      ['link', 'link', undefined],
      ['inputs', 'inputs', undefined],
      ['run', 'run', undefined],
      ['outputs', 'outputs', undefined],
      ['destroy', 'finish', undefined],
    ]);
  });

  test('a whole job is one hello and three requests', async () => {
    const driver = new InProcessDriver();
    const reporter = new RecordingReporter();
    const context = createJobContext(
      {
        job: jobOf(['cp in/deep/foo.dat bar.dat; mkdir results; echo done'], IN_AND_OUT),
        slot,
        outputDirectory: join(directory, 'out'),
        imageDirectories: [],
        driver,
        reporter,
        agentLostTimeoutMs: 10_000,
      },
      new AbortController().signal,
      () => undefined,
    );
    await supervise(context);
    expect(reporter.stdout).toBe('done\n');
    expect(context.session?.counters).toEqual({ dialCount: 1, upCount: 1 });
    expect(driver.vm?.agent?.server.requestCount).toBe(3);
    context.session?.close();
    await context.client?.destroy();
    await driver.vm?.destroy();
  });

  test('without inputs and outputs it asks for nothing that is not needed', async () => {
    const { summary, driver } = await run(jobOf(['true']));
    expect(summary).toMatchObject({ outcome: 'succeeded', outputs: [] });
    expect(driver.vm?.agent?.server.requestCount).toBeLessThanOrEqual(2);
  });
});

describe('a job that fails: the machine is stopped, the slot kept, the reason said', () => {
  test.each([
    ['exit 3', 'app_failed', 'exit'],
    ['kill -9 $$', 'app_signaled', 'SIGKILL'],
  ])('%s is %s', async (command, outcome, words) => {
    const { summary, calls, driver } = await run(
      jobOf([`echo last words 1&gt;&amp;2; ${command}`]),
    );
    expect(summary).toMatchObject({
      outcome,
      phase: 'run',
      message: expect.stringMatching(new RegExp(`^task t0 \\(.*vm_job.xml:\\d+\\): .*${words}`)),
      details: ['last words'],
      slotDirectory: slot.directory,
      outputs: [],
    });
    expect(calls).toEqual(['probe', 'define', 'start', 'stop']);
    expect(driver.vm?.state).toBe('stopped');
    expect(state()).toMatchObject({ phase: 'run', outcome, message: summary.message });
    // Without the seed disk: it holds a secret, and on a full disk its room is the state file's.
    expect(await kept()).toEqual(['stderr.txt', 'stdout.txt', 'vm', 'vmslot_state.json']);
    expect(await readFile(slot.path('stderr'), 'utf8')).toBe('last words\n');
  });

  test('a program that is not there', async () => {
    const job = jobOf(['true']);
    const tasks = job.tasks.map((task) => ({ ...task, command: '/no/such/program' }));
    const { summary } = await run({ ...job, tasks });
    expect(summary).toMatchObject({ outcome: 'app_not_started', phase: 'run' });
  });

  test('one that runs too long', async () => {
    const job = jobOf(['sleep 1000']);
    const tasks = job.tasks.map((task) => ({ ...task, timeLimitMs: 50 }));
    const { summary } = await run({ ...job, tasks });
    expect(summary).toMatchObject({ outcome: 'time_limit', phase: 'run' });
  });

  test('one that prints too much: what was printed up to there is kept', async () => {
    const { summary } = await run(jobOf(['yes']), { job: { outputLimitBytes: 100_000 } });
    expect(summary).toMatchObject({ outcome: 'output_limit', phase: 'run' });
    const size = (await readFile(slot.path('stdout'))).length;
    expect(size).toBeGreaterThan(0);
    expect(size).toBeLessThanOrEqual(100_000);
  });

  test('an output that is not made', async () => {
    const { summary, calls } = await run(jobOf(['mkdir results'], IN_AND_OUT));
    expect(summary).toMatchObject({ outcome: 'output_missing', phase: 'outputs', outputs: [] });
    expect(calls.at(-1)).toBe('stop');
  });

  test.each([
    ['asks to be tried later', 'printf "600\\nno license" >boinc_temporary_exit', 'app_deferred'],
    [
      'fails and says why',
      'printf "3\\nno license\\nnotice" >boinc_finish_called; exit 3',
      'app_failed',
    ],
  ])('what a program says goes with its failure: it %s', async (_, command, outcome) => {
    const { summary } = await run(jobOf([command]));
    expect(summary).toMatchObject({ outcome, appWords: { message: 'no license' } });
    expect(summary.message).toContain('no license');
  });

  test('what a program says does not go with a failure that comes after it', async () => {
    const command = 'printf "0\\nall is well\\nnotice" >boinc_finish_called';
    const output = '<output><source>bar.dat</source></output>';
    const missing = await run(jobOf([command], output));
    expect(missing.summary).toMatchObject({ outcome: 'output_missing', appWords: undefined });
  });

  test('an image that is not there: nothing was defined', async () => {
    const image = join(directory, 'none');
    const { summary, calls } = await run(jobOf(['true']), { job: { image } });
    expect(summary).toMatchObject({ outcome: 'image_missing', phase: 'prepare' });
    expect(calls).toEqual([]);
  });

  test('no agent in the machine: the time is over, the console is shown', async () => {
    const { summary } = await run(jobOf(['true']), {
      withoutAgent: true,
      job: { bootTimeoutMs: 300 },
    });
    expect(summary).toMatchObject({
      outcome: 'boot_timeout',
      phase: 'link',
      exitCode: 21,
      details: ['the machine is on'],
    });
  });

  test('an agent with another secret is not waited for', async () => {
    const { summary } = await run(jobOf(['true']), { otherSecret: true });
    expect(summary).toMatchObject({ outcome: 'agent_refused', phase: 'link' });
  });

  test('a machine that cannot be removed', async () => {
    const destroyError = new Error('the disk is stuck');
    const { summary } = await run(jobOf(['true']), { destroyError });
    expect(summary).toMatchObject({
      outcome: 'internal',
      phase: 'finish',
      message: 'the disk is stuck',
      slotDirectory: slot.directory,
    });
    expect(state()).toMatchObject({ phase: 'finish', outcome: 'internal' });
  });
});

describe('a job that is ended from outside', () => {
  test('by a signal while the app runs: the outcome is the signal’s', async () => {
    const controller = new AbortController();
    const { summary, calls, driver } = await run(jobOf(['echo up; exec sleep 1000']), {
      signal: controller.signal,
      onStdout: () => controller.abort(new JobError('interrupted', 'ended by Ctrl-C (SIGINT)')),
    });
    expect(summary).toMatchObject({
      outcome: 'interrupted',
      exitCode: 130,
      phase: 'run',
      message: 'ended by Ctrl-C (SIGINT)',
    });
    expect(calls.at(-1)).toBe('stop');
    expect(driver.vm?.state).toBe('stopped');
  });

  test('by a signal before it began: no machine is made', async () => {
    const signal = AbortSignal.abort(new JobError('terminated', 'ended by SIGTERM'));
    const { summary, calls } = await run(jobOf(['true']), { signal });
    expect(summary).toMatchObject({ outcome: 'terminated', exitCode: 143, phase: 'prepare' });
    expect(calls).toEqual([]);
  });

  test('by a signal while the machine boots', async () => {
    const controller = new AbortController();
    const { summary } = await run(jobOf(['true']), {
      withoutAgent: true,
      signal: controller.signal,
      onPhase: (phase) => {
        if (phase === 'boot') controller.abort(new JobError('terminated', 'ended by SIGTERM'));
      },
    });
    expect(summary).toMatchObject({ outcome: 'terminated', phase: 'link' });
  });

  test.each([
    ['guest-panic', undefined, 'vm_stopped', "the guest's kernel panicked"],
    ['guest-shutdown', undefined, 'vm_stopped', 'the guest shut itself down'],
    ['crashed', undefined, 'vm_stopped', 'the hypervisor ended by itself'],
    ['crashed', 'no_room', 'no_room', "the host's disk is full"],
  ] as const)('by the machine (%s, %s): %s', async (cause, code, outcome, words) => {
    const { summary } = await run(jobOf(['echo up; exec sleep 1000']), {
      onStdout: (_text, { vm }) => {
        vm?.consoleLines.push('Kernel panic: not syncing');
        void vm?.crash({ cause, code, detail: 'exit status 1' });
      },
    });
    expect(summary).toMatchObject({
      outcome,
      phase: 'run',
      message: expect.stringMatching(new RegExp(`^${words}.*\\(exit status 1\\)`)),
    });
    if (outcome === 'vm_stopped') {
      expect(summary.details.at(-1)).toBe('Kernel panic: not syncing');
    }
  });
});
