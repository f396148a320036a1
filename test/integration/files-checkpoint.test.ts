import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startJob } from '../../host-bridge/src/bridge.ts';
import { readCheckpointFile } from '../../host-bridge/src/checkpoint/index.ts';
import { parseJobFile, type Job } from '../../host-bridge/src/job/index.ts';
import { JobError } from '../../host-bridge/src/outcome.ts';
import type { RunSummary } from '../../host-bridge/src/report/reporter.ts';
import { Slot } from '../../host-bridge/src/slot/slot.ts';
import { NO_OBSERVER } from '../../host-bridge/src/supervisor/job-observer.ts';
import { InProcessDriver } from '../fakes/in-process-driver.ts';
import { RecordingReporter } from '../fakes/recording-reporter.ts';

/*
 * Checkpoints of files, bridge and agent both real, without a machine: each life has a new agent with an
 * empty directory, as a new machine would.
 */

/** Counts to 6, and waits at each number until it is told to go on. */
const COUNT = `
n=$(cat state/n 2>/dev/null || echo 0)
echo "from $n"
while [ "$n" -lt 6 ]; do
  n=$((n + 1))
  echo "number $n"
  mkdir -p state; echo "$n" >state/new; mv state/new state/n
  curl -sS -o said --unix-socket "$VMSLOT_APP_SOCKET" --json '{"report":{"fractionDone":0.'"$n"'}}' \\
    http://app/vmslot.agent.v1.AppService/Checkpoint
  until [ -e "go-$n" ]; do sleep 0.05; done
done
echo "$n" >result`;

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-files-checkpoint-'));
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
  await mkdir(join(directory, 'state'));
  await writeFile(join(directory, 'state', 'old'), 'an input that the checkpoint replaces');
});

afterEach(() => rm(directory, { recursive: true }));

function countingJob(): Job {
  const script = COUNT.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const task = (text: string) =>
    `<task><application>/bin/sh</application><arg>-c</arg><arg>${text}</arg></task>`;
  const text = `<vm_job><name>count</name><image>./image</image>
    <checkpoint>files</checkpoint><checkpoint_file>state</checkpoint_file>
    <checkpoint_file>first</checkpoint_file><checkpoint_file>not/there</checkpoint_file>
    <minimum_checkpoint_interval>0</minimum_checkpoint_interval>
    <checkpoint_write_limit_mb>0</checkpoint_write_limit_mb>
    <input><source>state</source></input>
    ${task('echo once; echo x >>first')}${task(script)}
    <output><source>result</source></output><output><source>first</source></output></vm_job>`;
  return parseJobFile(text, { file: join(directory, 'vm_job.xml') });
}

interface Life {
  readonly summary: RunSummary;
  readonly reporter: RecordingReporter;
  readonly stdout: string;
}

interface LiveOptions {
  /** Names of files that let the program go on, delivered as soon as it runs. */
  readonly goOn?: readonly string[];
  /** The same, delivered after the first checkpoint. */
  readonly goOnLater?: readonly string[];
  /** Number of the checkpoint after which the job is ended. */
  readonly endAt?: number;
}

async function live({ goOn = [], goOnLater = [], endAt }: LiveOptions): Promise<Life> {
  const reporter = new RecordingReporter();
  const end = new AbortController();
  await using slot = await Slot.open(join(directory, 'slot'), { keep: true });
  const driver = new InProcessDriver({});
  const deliver = (names: readonly string[]): void => {
    for (const name of names) {
      running
        .deliver(name, new Uint8Array(), { signal: AbortSignal.timeout(60_000) })
        .catch((error: unknown) => reporter.warning('run', String(error)));
    }
  };
  const running = startJob(
    {
      job: countingJob(),
      slot,
      outputDirectory: join(directory, 'out'),
      imageDirectories: [],
      driver,
      reporter,
      agentLostTimeoutMs: 60_000,
      checkpointIntervalMs: () => 0,
      observer: {
        ...NO_OBSERVER,
        checkpointed: ({ checkpoint }) => {
          if (checkpoint.tag === 'checkpoint-1') deliver(goOnLater);
          if (checkpoint.tag === `checkpoint-${endAt}`) {
            end.abort(new JobError('terminated', 'ended by the test'));
          }
        },
      },
    },
    end.signal,
  );
  let stdout = '';
  let isTold = false;
  reporter.onStdout = (text) => {
    stdout += text;
    // From the second task on it can be delivered.
    if (isTold || !stdout.includes('from ')) return;
    isTold = true;
    deliver(goOn);
  };
  const summary = await running.finished;
  await driver.vm?.discard();
  return { summary, reporter, stdout };
}

const ALL = [1, 2, 3, 4, 5, 6].map((number) => `go-${number}`);

const all = (lines: readonly string[]) => `${lines.join('\n')}\n`;

test('a job goes on from its files with a new machine, and does nothing twice', async () => {
  const first = await live({ endAt: 1 });
  expect(first.summary.outcome).toBe('terminated');
  const slotFile = (name: string) => join(directory, 'slot', name);
  const { checkpoints } = await readCheckpointFile(slotFile('checkpoints.json'));
  expect(checkpoints).toMatchObject([
    { tag: 'checkpoint-1', position: { step: 1 }, files: { programCheckpointCount: 1 } },
  ]);
  expect(await readdir(slotFile('checkpoints/checkpoint-1'))).toEqual(['first', 'state']);
  expect(await readdir(slotFile('checkpoints/checkpoint-1/state'))).toEqual(['n', 'old']);
  const second = await live({ goOn: ALL });
  expect(second.summary).toMatchObject({ outcome: 'succeeded' });
  expect(second.stdout).toBe(
    all(['from 1', ...[2, 3, 4, 5, 6].map((number) => `number ${number}`)]),
  );
  expect(await readFile(join(directory, 'out', 'result'), 'utf8')).toBe('6\n');
  expect(await readFile(join(directory, 'out', 'first'), 'utf8')).toBe('x\n');
  expect(second.reporter.lines.join('\n')).toMatch(
    /going on from checkpoint-1 of .*, 55\.0 % done/,
  );
});

test('damaged files are told, and the ones before are gone on from', async () => {
  await live({ goOnLater: ['go-1'], endAt: 2 });
  const slotDirectory = join(directory, 'slot');
  await writeFile(join(slotDirectory, 'checkpoints/checkpoint-2/state/n'), '9\n');
  const { stdout, reporter, summary } = await live({ goOn: ALL });
  expect(summary.outcome).toBe('succeeded');
  expect(stdout).toContain('from 1\n');
  expect(reporter.warnings.join('\n')).toMatch(
    /not going on from checkpoint-2: the files in .* are not/,
  );
});
