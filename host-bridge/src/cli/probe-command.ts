import { isAbsolute, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { JobError, OUTCOMES } from '../outcome.ts';
import {
  assertPlanClassName,
  formatPlanClass,
  formatProbeText,
  formatProbeXml,
  probeHost,
  readOptOuts,
  selectParts,
  wordsOf,
  type ProbeReport,
} from '../probe/index.ts';
import { oneLine } from '../report/one-line.ts';
import { printable } from '../report/printable.ts';
import { toJobError } from '../supervisor/to-job-error.ts';
import { endingSignals } from './ending-signals.ts';
import { probeHelp } from './probe-help.ts';
import type { ProgramIo } from './program-io.ts';

/** Most plug-ins of one call. */
export const MAX_PLUGIN_COUNT = 32;

interface ProbeOptions {
  readonly only?: readonly string[];
  readonly without?: readonly string[];
  readonly run: boolean;
  readonly plugin?: readonly string[];
  readonly directory?: string;
  readonly qemu?: string;
  readonly json: boolean;
  readonly xml: boolean;
  readonly planClass?: string;
}

/** Adds `vmslot probe`. */
export function addProbeCommand(
  program: Command,
  io: ProgramIo,
  done: (exitCode: number) => void,
): void {
  const collect = (value: string, before: readonly string[] = []) => [...before, ...wordsOf(value)];
  const append = (path: string, before: readonly string[] = []) => [...before, path];
  program
    .command('probe')
    .description('Tell what this machine can run and what it has, for people, as JSON or as XML.')
    .option('--only <parts>', 'these parts alone, separated by commas', collect)
    .option('--without <parts>', 'not these parts', collect)
    .option('--no-run', 'run no program at all: tell what files show')
    .option('--plugin <path>', "a project's own detector, absolute; may be said again", append)
    .option('--directory <path>', 'whose free space is told (default: the current directory)')
    .option('--qemu <directory>', 'directory of the QEMU programs (default: PATH)')
    .addOption(
      new Option('--json', 'one JSON object on standard output, for machines')
        .default(false)
        .conflicts(['xml', 'planClass']),
    )
    .addOption(
      new Option('--xml', 'the same as XML, for machines').default(false).conflicts(['planClass']),
    )
    .option('--plan-class <name>', 'a draft for plan_class_spec.xml instead of the report')
    .addHelpText('after', () => probeHelp())
    .action(async (options: ProbeOptions) => {
      done(await probe(options, io));
    });
}

async function probe(options: ProbeOptions, io: ProgramIo): Promise<number> {
  using signals = endingSignals();
  try {
    const report = await probeWith(options, io, signals.signal);
    io.stdout.write(format(options, report));
    return OUTCOMES.succeeded.exitCode;
  } catch (error) {
    const reason: unknown = signals.signal.aborted ? signals.signal.reason : error;
    return fail(toJobError(reason, 'prepare'), options, io);
  }
}

async function probeWith(
  options: ProbeOptions,
  io: ProgramIo,
  signal: AbortSignal,
): Promise<ProbeReport> {
  const { only, without, run: mayRun, plugin: plugins = [], qemu, planClass } = options;
  const from = (path: string) => resolve(io.workingDirectory, path);
  const isForPeople = !options.json && !options.xml;
  if (planClass !== undefined) assertPlanClassName(planClass);
  assertPlugins(plugins);
  const optOuts = await readOptOuts({ environment: io.environment });
  // Whoever names a plug-in wants it, whatever else is wanted.
  const wanted = plugins.length > 0 ? only?.concat('plugins') : only;
  const selected = selectParts({ only: wanted, without, optOuts, mayRun });
  return await probeHost({
    selected,
    plugins,
    directory: from(options.directory ?? '.'),
    environment: io.environment,
    driverOptions: { qemu: { programDirectory: qemu === undefined ? undefined : from(qemu) } },
    signal,
    onProgress: isForPeople
      ? (what) => io.stderr.write(`vmslot probe: ${oneLine(what)}\n`)
      : undefined,
  });
}

function assertPlugins(plugins: readonly string[]): void {
  const relative = plugins.find((path) => !isAbsolute(path));
  if (relative !== undefined) {
    throw new JobError('usage', oneLine(`--plugin "${relative}" is not an absolute path`));
  }
  if (plugins.length > MAX_PLUGIN_COUNT) {
    throw new JobError('usage', `more than ${MAX_PLUGIN_COUNT} plug-ins`);
  }
}

function format({ json, xml, planClass }: ProbeOptions, report: ProbeReport): string {
  if (planClass !== undefined) return formatPlanClass(planClass, report);
  if (json) return `${JSON.stringify({ type: 'probed', ...report })}\n`;
  return xml ? formatProbeXml(report) : formatProbeText(report);
}

function fail(error: JobError, { json }: ProbeOptions, io: ProgramIo): number {
  const { code, message, details, exitCode } = error;
  if (json) {
    const line = JSON.stringify({ type: 'failed', outcome: code, exitCode, message, details });
    io.stdout.write(`${line}\n`);
  } else {
    for (const line of [message, ...details]) {
      io.stderr.write(`vmslot probe: ${printable(line)}\n`);
    }
  }
  return exitCode;
}
