import { basename } from 'node:path';

import { ROOT_ELEMENT } from './elements.ts';
import type { Job, JobInput, JobOutput, JobTask } from './job.ts';
import { VALUE_RULES } from './values.ts';

const BYTES_PER_MB = 1024 * 1024;

/** One element: its name, and its text or the elements inside. */
type Element = readonly [name: string, content: string | readonly Element[]];

/**
 * Writes a job as a job file, the inverse of `parseJobFile`: what comes out is parsed to the same
 * job, up to `file` and the lines. Paths are written as they are, so a caller that moves the file
 * may give sources and image relative to its new place.
 *
 * Left out is what the parser fills in by itself, which also holds for names that a job file cannot
 * say: longer than it allows, or with white space around.
 */
export function formatJobFile(job: Job): string {
  const elements: Element[] = [
    ...formatName(job.name),
    ['image', job.image],
    ['memory_size_mb', String(job.memoryBytes / BYTES_PER_MB)],
    ...(job.cpuCountIsGiven ? [['ncpus', String(job.cpuCount)] as const] : []),
    ...formatFlag('enable_network', job.network),
    ['disk_limit_mb', String(job.diskLimitBytes / BYTES_PER_MB)],
    ['output_limit_mb', String(job.outputLimitBytes / BYTES_PER_MB)],
    ['boot_timeout_s', String(job.bootTimeoutMs / 1000)],
    ...formatGiven('accelerator', job.accelerators?.join(', ')),
    ...formatGiven('agent_link', job.agentLink === 'auto' ? undefined : job.agentLink),
    ['checkpoint', job.checkpoint],
    ...job.checkpointFiles.map((path) => ['checkpoint_file', path] as const),
    ['minimum_checkpoint_interval', String(job.minCheckpointIntervalMs / 1000)],
    ['checkpoint_write_limit_mb', String(job.checkpointWriteLimitBytes / BYTES_PER_MB)],
    ...job.trickleFiles.map((path) => ['trickle_trigger_file', path] as const),
    ['partial_credit_interval', String(job.partialCreditIntervalMs / 1000)],
    ...job.inputs.map((input) => ['input', formatInput(input)] as const),
    ...job.tasks.map((task) => ['task', formatTask(task)] as const),
    ...job.outputs.map((output) => ['output', formatOutput(output)] as const),
  ];
  return formatElement([ROOT_ELEMENT, elements], '');
}

function formatInput({ source, target, executable }: JobInput): readonly Element[] {
  return [
    ['source', source],
    ...(target === basename(source) ? [] : [['target', target] as const]),
    ...formatFlag('executable', executable),
  ];
}

function formatOutput(output: JobOutput): readonly Element[] {
  const { source, target } = output;
  return [
    ['source', source],
    ...(target === lastPart(source) ? [] : [['target', target] as const]),
    ...formatFlag('optional', output.optional),
    ...formatFlag('intermediate', output.intermediate),
  ];
}

function formatTask(task: JobTask): readonly Element[] {
  return [
    ...(task.name === lastPart(task.command) ? [] : formatName(task.name)),
    ['application', task.command],
    ...task.arguments.map((argument) => ['arg', argument] as const),
    ...Object.entries(task.environment).map(
      ([name, value]) => ['setenv', `${name}=${value}`] as const,
    ),
    ...formatGiven('exec_dir', task.workingDirectory === '' ? undefined : task.workingDirectory),
    ...formatGiven('stdin_filename', task.stdinFile),
    ...formatGiven('stdout_filename', task.stdoutFile),
    ...formatGiven('stderr_filename', task.stderrFile),
    ['weight', String(task.weight)],
    ...formatGiven('fraction_done_filename', task.fractionDoneFile),
    ...formatGiven('credit_filename', task.creditFile),
    ...(task.timeLimitMs === undefined
      ? []
      : [['time_limit', String(task.timeLimitMs / 1000)] as const]),
    ...formatGiven('boinc_api', task.boincApi === 'auto' ? undefined : task.boincApi),
  ];
}

function formatName(name: string): readonly Element[] {
  const says =
    name === name.trim() && VALUE_RULES.text.parse(name, { kind: 'text', meaning: '' }).ok;
  return says ? [['name', name]] : [];
}

function formatFlag(name: string, value: boolean): readonly Element[] {
  return value ? [[name, '']] : [];
}

function formatGiven(name: string, text: string | undefined): readonly Element[] {
  return text === undefined ? [] : [[name, text]];
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function formatElement([name, content]: Element, indent: string): string {
  if (content === '') {
    return `${indent}<${name}/>\n`;
  }
  if (typeof content === 'string') {
    return `${indent}<${name}>${escapeXmlText(content)}</${name}>\n`;
  }
  const inside = content.map((element) => formatElement(element, `${indent}    `)).join('');
  return `${indent}<${name}>\n${inside}${indent}</${name}>\n`;
}

/**
 * Text for between two tags. A carriage return as itself would be read as a line end, so control
 * characters and what looks like one are written as references.
 */
export function escapeXmlText(text: string): string {
  return text.replaceAll(
    // oxlint-disable-next-line no-control-regex -- finding them is the purpose
    /[&<>\u0000-\u001f\u007f-\u009f\u2028\u2029]/g,
    (char) => XML_NAMES[char] ?? `&#${char.charCodeAt(0)};`,
  );
}

const XML_NAMES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
