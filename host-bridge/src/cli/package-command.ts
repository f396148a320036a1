import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { readJobFile } from '../job/index.ts';
import { JobError, OUTCOMES } from '../outcome.ts';
import { findBridge, writePackage, type PackageSummary } from '../package/index.ts';
import { printable } from '../report/printable.ts';
import { toJobError } from '../supervisor/to-job-error.ts';
import { endingSignals } from './ending-signals.ts';
import { describePackage, type PackageNames } from './describe-package.ts';
import type { ProgramIo } from './program-io.ts';

interface PackageOptions {
  readonly job: string;
  readonly out: string;
  readonly images?: string;
  readonly version: string;
  readonly app?: string;
  readonly platform: string;
  readonly bridge?: string;
  readonly json: boolean;
}

/** Adds `vmslot package`. */
export function addPackageCommand(
  program: Command,
  io: ProgramIo,
  done: (exitCode: number) => void,
): void {
  program
    .command('package')
    .description('Write a job as a BOINC app version and a workunit for a project to take.')
    .requiredOption('--job <file>', 'job file, or the directory that holds a vm_job.xml')
    .requiredOption('--out <directory>', 'where the package goes; an earlier one is replaced')
    .option('--images <directory>', 'where images named without a path are (default: images/out)')
    .option('--version <number>', 'version of the app, in the commands that are printed', '1.0')
    .option('--app <name>', "the app's name there (default: the job's name)")
    .option('--platform <name>', "BOINC's name of the platform", 'x86_64-pc-linux-gnu')
    .option('--bridge <file>', "the bridge's executable (default: host-bridge/dist)")
    .option('--json', 'one JSON object on standard output, for machines', false)
    .addHelpText('after', '\nSee docs/boinc-app-version.md for what to do with it.\n')
    .action(async (options: PackageOptions) => {
      done(await packageJob(options, io));
    });
}

async function packageJob(options: PackageOptions, io: ProgramIo): Promise<number> {
  using signals = endingSignals();
  try {
    const { names, summary } = await write(options, io, signals.signal);
    io.stdout.write(
      options.json
        ? `${JSON.stringify({ type: 'packaged', ...names, ...summary })}\n`
        : describePackage(names, summary),
    );
    return OUTCOMES.succeeded.exitCode;
  } catch (error) {
    const reason: unknown = signals.signal.aborted ? signals.signal.reason : error;
    return fail(toJobError(reason, 'prepare'), options, io);
  }
}

async function write(
  options: PackageOptions,
  io: ProgramIo,
  signal: AbortSignal,
): Promise<{ readonly names: PackageNames; readonly summary: PackageSummary }> {
  const from = (path: string) => resolve(io.workingDirectory, path);
  assertForm('--version', options.version, VERSION);
  assertForm('--platform', options.platform, NAME);
  if (options.app !== undefined) assertForm('--app', options.app, NAME);
  const bridgeFile = await findBridge(
    options.bridge === undefined ? undefined : from(options.bridge),
  );
  const job = await readJobFile(from(options.job), { signal });
  const app = options.app ?? job.name.replaceAll(/[^A-Za-z0-9_-]/g, '_');
  const summary = await writePackage({
    job,
    directory: from(options.out),
    bridgeFile,
    imageDirectories: [from(options.images ?? join('images', 'out'))],
    signal,
  });
  return { names: { app, version: options.version, platform: options.platform }, summary };
}

const VERSION = { pattern: /^\d{1,4}\.\d{1,2}$/, is: 'a version such as 1.0' };
const NAME = { pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, is: 'a plain name' };

function assertForm(
  option: string,
  value: string,
  form: { readonly pattern: RegExp; readonly is: string },
): void {
  if (form.pattern.test(value)) return;
  throw new JobError('usage', `${option} "${printable(value)}" is not ${form.is}`);
}

function fail(error: JobError, { json }: PackageOptions, io: ProgramIo): number {
  const { code, message, details, exitCode } = error;
  if (json) {
    const line = JSON.stringify({ type: 'failed', outcome: code, exitCode, message, details });
    io.stdout.write(`${line}\n`);
  } else {
    for (const line of [message, ...details]) {
      io.stderr.write(`vmslot package: ${printable(line)}\n`);
    }
  }
  return exitCode;
}
