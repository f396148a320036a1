import { basename, dirname, resolve } from 'node:path';

import { JOB_ELEMENTS, ROOT_ELEMENT } from './elements.ts';
import type { Accelerator, INPUT_ELEMENTS, OUTPUT_ELEMENTS, TASK_ELEMENTS } from './elements.ts';
import { findOutputPathFault, findOverlaps, findPathFault } from './guest-path.ts';
import type { PathAtLine } from './guest-path.ts';
import type { Job, JobInput, JobOutput, JobTask } from './job.ts';
import { Problems } from './problems.ts';
import { quote, quoteElement } from './quote.ts';
import { readElements } from './read-elements.ts';
import type { Entry, Found } from './read-elements.ts';
import { readXml } from './read-xml.ts';
import { refuseOversize } from './refuse-oversize.ts';
import { isImagePath } from './values.ts';

const BYTES_PER_MB = 1024 * 1024;

/** CPUs of a VM whose job file does not say how many. */
const DEFAULT_CPU_COUNT = 1;

type FoundJob = Found<typeof JOB_ELEMENTS>;
type FoundInput = Entry<Found<typeof INPUT_ELEMENTS>>;
type FoundTask = Entry<Found<typeof TASK_ELEMENTS>>;
type FoundOutput = Entry<Found<typeof OUTPUT_ELEMENTS>>;

/** Options of `parseJobFile`. */
export interface ParseJobFileOptions {
  /** Path of the job file, for messages as it is, and for the paths in it. */
  readonly file: string;
}

/**
 * Turns the text of a job file into a job. Does no I/O: whether inputs and image exist is not
 * looked at.
 *
 * @throws JobError `job_file_invalid`; its message and its details are all that is wrong, one
 *   `file:line: <element>: wrong; right` each
 */
export function parseJobFile(text: string, options: ParseJobFileOptions): Job {
  const problems = new Problems(options.file);
  const root = readXml(text, problems);
  problems.throwIfAny();
  if (root?.name !== ROOT_ELEMENT) {
    problems.add({
      line: root?.line ?? 1,
      element: quoteElement(root?.name ?? ''),
      wrong: 'is not the root of a job file',
      right: `the root is <${ROOT_ELEMENT}>`,
    });
  }
  problems.throwIfAny();
  if (root === undefined) {
    throw new TypeError('a job file without a root must have been refused');
  }
  const file = resolve(options.file);
  const found = readElements(root, JOB_ELEMENTS, problems);
  const accelerators = readAccelerators(found.accelerator, problems);
  const trickleFiles = readTrickleFiles(found.trickle_trigger_file, problems);
  const checkpointFiles = readCheckpointFiles(found, problems);
  const inputs = found.input.flatMap((entry) => readInput(entry, dirname(file), problems));
  const outputs = found.output.flatMap((entry) => readOutput(entry, problems));
  refuseOverlaps(inputs.map(targetOf), { element: '<input>', what: 'target', problems });
  refuseOverlaps(outputs.map(targetOf), {
    element: '<output>',
    what: 'target',
    ignoreCase: true,
    problems,
  });
  const sources = outputs.map(({ source, line }) => ({ path: source, line }));
  refuseOverlaps(sources, { element: '<output>', what: 'source', problems });
  const inputTargets = new Set(inputs.map(({ target }) => target));
  const tasks = found.task.flatMap((entry) => readTask(entry, inputTargets, problems));
  refuseOversize(tasks, outputs, problems);
  problems.throwIfAny();
  const machine = readMachine(found, file);
  return { ...machine, file, accelerators, trickleFiles, checkpointFiles, inputs, tasks, outputs };
}

/** Value of an element that is required or has a default, where no problem was found. */
function valueOf<V>(entries: readonly Entry<V>[]): V {
  const [entry] = entries;
  if (entry === undefined) {
    throw new TypeError('an element without value and default must have been refused');
  }
  return entry.value;
}

function readMachine(
  found: FoundJob,
  file: string,
): Omit<
  Job,
  'file' | 'accelerators' | 'trickleFiles' | 'checkpointFiles' | 'inputs' | 'tasks' | 'outputs'
> {
  const image = valueOf(found.image);
  return {
    name: found.name[0]?.value ?? (basename(dirname(file)) || 'job'),
    image: isImagePath(image) ? resolve(dirname(file), image) : image,
    memoryBytes: valueOf(found.memory_size_mb) * BYTES_PER_MB,
    cpuCount: found.ncpus[0]?.value ?? DEFAULT_CPU_COUNT,
    cpuCountIsGiven: found.ncpus.length > 0,
    network: valueOf(found.enable_network),
    diskLimitBytes: valueOf(found.disk_limit_mb) * BYTES_PER_MB,
    outputLimitBytes: valueOf(found.output_limit_mb) * BYTES_PER_MB,
    bootTimeoutMs: valueOf(found.boot_timeout_s) * 1000,
    agentLink: valueOf(found.agent_link),
    checkpoint: valueOf(found.checkpoint),
    minCheckpointIntervalMs: toMilliseconds(valueOf(found.minimum_checkpoint_interval)),
    checkpointWriteLimitBytes: valueOf(found.checkpoint_write_limit_mb) * BYTES_PER_MB,
    partialCreditIntervalMs: toMilliseconds(valueOf(found.partial_credit_interval)),
  };
}

/** A time shorter than the clock's unit must not turn into none, which 0 often means. */
function toMilliseconds(seconds: number): number {
  return seconds === 0 ? 0 : Math.max(1, Math.round(seconds * 1000));
}

/** They are named where checkpoints are made of them, and nowhere else. */
function readCheckpointFiles(found: FoundJob, problems: Problems): readonly string[] {
  const paths = found.checkpoint_file.map(({ value: path, line }) => ({ path, line }));
  const [way] = found.checkpoint;
  if (way?.value === 'files' && paths.length === 0) {
    problems.add({
      line: way.line,
      element: '<checkpoint>',
      wrong: '"files" without a <checkpoint_file>',
      right: 'name the files that the program goes on from',
    });
  }
  const [first] = paths;
  if (way?.value !== 'files' && first !== undefined) {
    problems.add({
      line: first.line,
      element: '<checkpoint_file>',
      wrong: `is of no use with <checkpoint>${way?.value ?? ''}</checkpoint>`,
      right: 'write <checkpoint>files</checkpoint>, or take it out',
    });
  }
  refuseOverlaps(paths, { element: '<checkpoint_file>', what: 'source', problems });
  return paths.map(({ path }) => path);
}

/** The last part of a path is the trickle's variety, so it must tell the files apart. */
function readTrickleFiles(
  entries: FoundJob['trickle_trigger_file'],
  problems: Problems,
): readonly string[] {
  const lines = new Map<string, number>();
  for (const { value, line } of entries) {
    const variety = value.slice(value.lastIndexOf('/') + 1);
    const first = lines.get(variety);
    if (first === undefined) {
      lines.set(variety, line);
    } else {
      problems.add({
        line,
        element: '<trickle_trigger_file>',
        wrong: `the file name ${quote(variety)} is there again, first in line ${first}`,
        right: 'give each file a name of its own',
      });
    }
  }
  return entries.map(({ value }) => value);
}

function readAccelerators(
  entries: FoundJob['accelerator'],
  problems: Problems,
): readonly Accelerator[] | undefined {
  const named = new Set<Accelerator>();
  for (const { value, line } of entries) {
    for (const accelerator of value) {
      if (named.has(accelerator)) {
        const wrong = `${quote(accelerator)} is there again`;
        problems.add({ line, element: '<accelerator>', wrong, right: 'name it once' });
      }
      named.add(accelerator);
    }
  }
  return named.size === 0 ? undefined : [...named];
}

function readInput(entry: FoundInput, directory: string, problems: Problems): readonly JobInput[] {
  const { value, line } = entry;
  const [written] = value.source;
  if (written === undefined) {
    return [];
  }
  const source = resolve(directory, written.value);
  const target = value.target[0]?.value ?? basename(source);
  const fault = findPathFault(target);
  if (fault !== undefined) {
    // Only a target taken from the source can be wrong here; one in the file was checked before.
    const wrong = `the last part of ${quote(written.value)} ${fault}`;
    problems.add({ line, element: '<input>', wrong, right: 'add <target>' });
  }
  return [{ source, target, executable: value.executable[0]?.value ?? false, line }];
}

function readOutput({ value, line }: FoundOutput, problems: Problems): readonly JobOutput[] {
  const source = value.source[0]?.value;
  if (source === undefined) {
    return [];
  }
  const target = value.target[0]?.value ?? source.slice(source.lastIndexOf('/') + 1);
  const fault = findOutputPathFault(target);
  if (fault !== undefined) {
    const wrong = `the last part of ${quote(source)} ${fault}`;
    problems.add({ line, element: '<output>', wrong, right: 'add <target>' });
  }
  const optional = value.optional[0]?.value ?? false;
  return [{ source, target, optional, intermediate: value.intermediate[0]?.value ?? false, line }];
}

function targetOf({ target, line }: JobInput | JobOutput): PathAtLine {
  return { path: target, line };
}

function refuseOverlaps(
  paths: readonly PathAtLine[],
  options: {
    readonly element: string;
    readonly what: 'source' | 'target';
    readonly ignoreCase?: boolean;
    readonly problems: Problems;
  },
): void {
  const { element, what, ignoreCase = false, problems } = options;
  for (const { earlier, later } of findOverlaps(paths, { ignoreCase })) {
    problems.add({
      line: later.line,
      element,
      wrong: `its ${what} ${quote(later.path)} collides with ${quote(earlier.path)} of line ${earlier.line}`,
      right: `give each ${element} a <${what}> of its own, none inside another`,
    });
  }
}

function readTask(
  { value, line }: FoundTask,
  inputTargets: ReadonlySet<string>,
  problems: Problems,
): readonly JobTask[] {
  const application = value.application[0]?.value;
  refuseBothArguments({ value, line }, problems);
  const environment = readEnvironment(value.setenv, problems);
  if (application === undefined) {
    return [];
  }
  const timeLimitSeconds = value.time_limit[0]?.value ?? 0;
  const task: JobTask = {
    name: value.name[0]?.value ?? application.slice(application.lastIndexOf('/') + 1),
    command: inputTargets.has(application) ? `./${application}` : application,
    arguments: value.command_line[0]?.value ?? value.arg.map((entry) => entry.value),
    environment,
    workingDirectory: value.exec_dir[0]?.value ?? '',
    stdinFile: value.stdin_filename[0]?.value,
    stdoutFile: value.stdout_filename[0]?.value,
    stderrFile: value.stderr_filename[0]?.value,
    weight: value.weight[0]?.value ?? 1,
    fractionDoneFile: value.fraction_done_filename[0]?.value,
    creditFile: value.credit_filename[0]?.value,
    timeLimitMs: timeLimitSeconds === 0 ? undefined : toMilliseconds(timeLimitSeconds),
    boincApi: value.boinc_api[0]?.value ?? 'auto',
    line,
  };
  return [task];
}

function refuseBothArguments({ value }: FoundTask, problems: Problems): void {
  const [commandLine] = value.command_line;
  const [arg] = value.arg;
  if (commandLine !== undefined && arg !== undefined) {
    problems.add({
      line: Math.max(commandLine.line, arg.line),
      element: '<task>',
      wrong: `has <command_line> (line ${commandLine.line}) and <arg> (line ${arg.line})`,
      right: 'use one of them',
    });
  }
}

function readEnvironment(
  entries: FoundTask['value']['setenv'],
  problems: Problems,
): Readonly<Record<string, string>> {
  const lines = new Map<string, number>();
  for (const { value, line } of entries) {
    const first = lines.get(value.name);
    if (first === undefined) {
      lines.set(value.name, line);
    } else {
      const wrong = `sets ${quote(value.name)} again, first in line ${first}`;
      problems.add({ line, element: '<setenv>', wrong, right: 'keep one of them' });
    }
  }
  // fromEntries makes own properties, whatever the names are.
  return Object.fromEntries(entries.map(({ value }) => [value.name, value.value]));
}
