import { join, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { DEFAULT_AGENT_LOST_TIMEOUT_MS, runJob } from '../bridge.ts';
import { HostQueue } from '../host-queue/index.ts';
import { ANY_DRIVER, chooseDriver, DRIVER_NAMES } from '../hypervisor/registry.ts';
import { readJobFile, type Job } from '../job/index.ts';
import { HumanReporter } from '../report/human-reporter.ts';
import { JsonReporter } from '../report/json-reporter.ts';
import type { Reporter, RunSummary } from '../report/reporter.ts';
import { summariseFailure } from '../report/summarise-failure.ts';
import { Slot } from '../slot/slot.ts';
import { toJobError } from '../supervisor/to-job-error.ts';
import { endingSignals } from './ending-signals.ts';
import type { ProgramIo } from './program-io.ts';

interface RunOptions {
  readonly slot?: string;
  readonly out?: string;
  readonly image?: string;
  readonly images?: string;
  readonly driver: string;
  readonly qemu?: string;
  readonly priority: 'low' | 'normal';
  readonly json: boolean;
}

/** Adds `vmslot run JOB`. */
export function addRunCommand(
  program: Command,
  io: ProgramIo,
  done: (exitCode: number) => void,
): void {
  program
    .command('run')
    .description('Run one job in one VM: inputs in, tasks, outputs out.')
    .argument(
      '<job>',
      'job file (vm_job.xml, see docs/job-file.md), or the directory that holds it',
    )
    .option('--out <directory>', 'where outputs go (default: the current directory)')
    .option('--slot <directory>', 'work directory of this run alone (default: .vmslot/<job name>)')
    .option('--image <directory>', 'use this image instead of the one that the job file names')
    .option('--images <directory>', 'where images named without a path are (default: images/out)')
    .option(
      '--driver <name>',
      `hypervisor: ${DRIVER_NAMES.join(', ')}, or ${ANY_DRIVER}, the first that is there`,
      ANY_DRIVER,
    )
    .option('--qemu <directory>', "directory of the hypervisor's programs (default: PATH)")
    .addOption(
      new Option('--priority <level>', 'share of the CPU that the VM gets beside other programs')
        .choices(['low', 'normal'])
        .default('low'),
    )
    .option('--json', 'one JSON object a line on standard output, for machines', false)
    .addHelpText(
      'after',
      "\nThe app's own output goes to standard output and standard error, phases and progress to\n" +
        'standard error. Ctrl-C ends the VM. After a failure the slot is kept for inspection.\n',
    )
    .action(async (jobPath: string, options: RunOptions) => {
      done(await run(jobPath, options, io));
    });
}

async function run(jobPath: string, options: RunOptions, io: ProgramIo): Promise<number> {
  const reporter: Reporter = options.json
    ? new JsonReporter(io.stdout)
    : new HumanReporter({ log: io.stderr, appOutput: io.stdout });
  using signals = endingSignals();
  const startedAt = performance.now();
  let summary: RunSummary;
  try {
    summary = await runInSlot(jobPath, options, io, reporter, signals.signal);
  } catch (error) {
    // The reason of the abort says more than the errors that it caused.
    const reason: unknown = signals.signal.aborted ? signals.signal.reason : error;
    summary = summariseFailure(toJobError(reason, 'prepare'), performance.now() - startedAt);
  }
  reporter.finished(summary);
  reporter.close();
  return summary.exitCode;
}

async function runInSlot(
  jobPath: string,
  options: RunOptions,
  io: ProgramIo,
  reporter: Reporter,
  signal: AbortSignal,
): Promise<RunSummary> {
  const from = (path: string) => resolve(io.workingDirectory, path);
  const read = await readJobFile(from(jobPath), { signal });
  const job: Job = options.image === undefined ? read : { ...read, image: from(options.image) };
  const programDirectory = options.qemu === undefined ? undefined : from(options.qemu);
  const driver = await chooseDriver(options.driver, {
    programDirectory,
    lowPriority: options.priority === 'low',
  });
  await using slot = await Slot.open(from(options.slot ?? defaultSlot(job.name)));
  return await runJob(
    {
      job,
      slot,
      outputDirectory: from(options.out ?? '.'),
      imageDirectories: [from(options.images ?? join('images', 'out'))],
      driver,
      hostQueue: new HostQueue(),
      reporter,
      agentLostTimeoutMs: DEFAULT_AGENT_LOST_TIMEOUT_MS,
    },
    signal,
  );
}

/** A directory of one level whatever the job is called; names that become the same take turns. */
function defaultSlot(jobName: string): string {
  const name = jobName.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').replace(/^\.+/, '_');
  return join('.vmslot', name);
}
