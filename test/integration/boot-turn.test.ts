import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startJob } from '../../host-bridge/src/bridge.ts';
import {
  turnWithout,
  type TakeTurnOptions,
  type Turn,
  type TurnKind,
  type TurnSource,
} from '../../host-bridge/src/host-queue/index.ts';
import { parseJobFile } from '../../host-bridge/src/job/index.ts';
import { JobError } from '../../host-bridge/src/outcome.ts';
import { Slot } from '../../host-bridge/src/slot/slot.ts';
import { InProcessDriver, type InProcessDriverOptions } from '../fakes/in-process-driver.ts';
import { RecordingReporter } from '../fakes/recording-reporter.ts';

/** A whole job without a machine, and when it has the turn to boot. */

/** A queue with one turn that is taken until the test gives it. */
class OneTurn implements TurnSource {
  isHeld = false;
  readonly asked = Promise.withResolvers<void>();
  readonly given = Promise.withResolvers<Turn>();

  async take(_kind: TurnKind, { signal, onWait }: TakeTurnOptions): Promise<Turn> {
    onWait?.();
    this.asked.resolve();
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
    return await Promise.race([this.given.promise, aborted]);
  }

  give(): void {
    this.isHeld = true;
    const release = (): void => {
      this.isHeld = false;
    };
    this.given.resolve({ obstacle: undefined, release, [Symbol.dispose]: release });
  }
}

let directory: string;
let slot: Slot;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-turn-'));
  slot = await Slot.open(join(directory, 'slot'));
  const image = join(directory, 'image');
  await mkdir(image);
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

/** Starts a job that prints a word. */
function start(hostQueue: TurnSource, options: InProcessDriverOptions = {}) {
  const stop = new AbortController();
  const driver = new InProcessDriver(options);
  const reporter = new RecordingReporter();
  const text =
    '<vm_job><name>test</name><image>./image</image><boot_timeout_s>2</boot_timeout_s>' +
    '<task><application>echo</application><arg>done</arg></task></vm_job>';
  const running = startJob(
    {
      job: parseJobFile(text, { file: join(directory, 'vm_job.xml') }),
      slot,
      outputDirectory: join(directory, 'out'),
      imageDirectories: [],
      driver,
      hostQueue,
      reporter,
      agentLostTimeoutMs: 10_000,
    },
    stop.signal,
  );
  return { driver, reporter, running, stop };
}

const WAITS = 'boot: waiting for its turn to boot: 2 machines of this user boot already';

test('the turn is taken before the machine starts, and given back when the agent has answered', async () => {
  const queue = new OneTurn();
  const calls: [string, boolean][] = [];
  const onCall = (name: string): void => void calls.push([name, queue.isHeld]);
  const { reporter, running } = start(queue, { onCall });
  const phases: [string, boolean][] = [];
  reporter.onPhase = (phase) => void phases.push([phase, queue.isHeld]);
  await queue.asked.promise;
  // The client's wishes are heard meanwhile.
  running.control.want({ networkUp: false });
  await running.control.settled();
  queue.give();
  const summary = await running.finished;
  expect(summary.outcome).toBe('succeeded');
  expect(reporter.stdout).toBe('done\n');
  expect(reporter.lines).toContain(WAITS);
  expect(calls.filter(([name]) => name !== 'setNetworkUp')).toEqual([
    ['probe', false],
    ['define', false],
    ['start', true],
    ['destroy', false],
  ]);
  expect(phases).toContainEqual(['link', true]);
  expect(phases).toContainEqual(['run', false]);
});

test('a boot that fails gives its turn back', async () => {
  const queue = new OneTurn();
  const { running } = start(queue, { withoutAgent: true });
  await queue.asked.promise;
  queue.give();
  const summary = await running.finished;
  expect(summary).toMatchObject({ outcome: 'boot_timeout', phase: 'link' });
  expect(queue.isHeld).toBe(false);
});

test('a job that is ended while it waits has started nothing', async () => {
  const queue = new OneTurn();
  const calls: string[] = [];
  const { running, stop } = start(queue, { onCall: (name) => void calls.push(name) });
  await queue.asked.promise;
  stop.abort(new JobError('terminated', 'the client asks the task to leave'));
  const summary = await running.finished;
  expect(summary).toMatchObject({ outcome: 'terminated', phase: 'boot' });
  expect(await running.save({ signal: AbortSignal.timeout(60_000) })).toBe(false);
  expect(calls).not.toContain('start');
});

test('a queue that does not work is a warning, and the job runs', async () => {
  const broken = { take: async () => turnWithout('none was free within 3600 s') };
  const { reporter, running } = start(broken);
  const summary = await running.finished;
  expect(summary.outcome).toBe('succeeded');
  expect(reporter.warnings.filter((text) => text.startsWith('boot'))).toEqual([
    'boot: not taking turns with other machines of this user: none was free within 3600 s',
  ]);
});
