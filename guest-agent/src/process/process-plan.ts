import type { vmslot } from '@vmslot/proto/agent';
import { checkCount, invalid } from '../field/check-field.ts';
import { checkString, checkStrings, type StringBounds } from '../field/check-strings.ts';
import { parseResourceLimits, type PlannedLimit } from './planned-limit.ts';
import * as limits from './process-limits.ts';

type ProcessSpec = vmslot.agent.v1.ProcessSpec.$Properties;

const STRING_BOUNDS = {
  maxBytes: limits.MAX_STRING_BYTES,
  maxTotalBytes: limits.MAX_STRINGS_BYTES,
};
const WORD_BOUNDS: StringBounds = { ...STRING_BOUNDS, maxCount: limits.MAX_ARGUMENTS };
const VARIABLE_BOUNDS: StringBounds = { ...STRING_BOUNDS, maxCount: limits.MAX_VARIABLES };

/** Size of a terminal in characters. */
export interface PlannedTerminal {
  readonly columns: number;
  readonly rows: number;
}

/** A ProcessSpec, checked and complete. Equal specs give equal JSON. */
export interface ProcessPlan {
  readonly argv: readonly string[];
  /** Sorted by name. */
  readonly env: readonly (readonly [string, string])[];
  /** Empty: the user's home. */
  readonly cwd: string;
  /** Empty: the agent's default. */
  readonly user: string;
  readonly groups: readonly string[];
  readonly umask: number;
  readonly resourceLimits: readonly PlannedLimit[];
  readonly nice: number;
  /** 0: no limit, as for the memory. */
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  readonly processCount: number;
  /** 0: no limit. */
  readonly timeLimitMs: number;
  readonly graceMs: number;
  readonly terminal: PlannedTerminal | undefined;
  readonly streamInput: boolean;
  readonly outputBytes: number;
}

/**
 * Checks a spec and fills in what it leaves to the agent.
 *
 * @throws {AgentError} invalid_argument, with the field named
 */
export function parseProcessSpec(spec: ProcessSpec | null | undefined): ProcessPlan {
  if (!spec) throw invalid('spec', 'given');
  const group = spec.limits ?? {};
  const memoryBytes = checkCount('spec.limits.memory_bytes', group.memoryBytes);
  if (memoryBytes !== 0 && memoryBytes < limits.MIN_MEMORY_BYTES) {
    throw invalid('spec.limits.memory_bytes', `0 or at least ${limits.MIN_MEMORY_BYTES}`);
  }
  const count = checkCount(
    'spec.limits.process_count',
    group.processCount,
    limits.MAX_PROCESS_COUNT,
  );
  return {
    argv: parseArguments(spec.argv ?? []),
    env: parseEnvironment(spec.env ?? {}),
    cwd: parseDirectory(spec.cwd ?? ''),
    user: parseName('spec.user', spec.user ?? ''),
    groups: parseGroups(spec.groups ?? []),
    umask: checkCount('spec.umask', spec.umask ?? 0o022, limits.MAX_UMASK),
    resourceLimits: parseResourceLimits(spec.resourceLimits ?? []),
    nice: checkCount('spec.nice', spec.nice, limits.MAX_NICE, limits.MIN_NICE),
    cpuMilli: checkCount('spec.limits.cpu_milli', group.cpuMilli, limits.MAX_CPU_MILLI),
    memoryBytes,
    processCount: count || limits.DEFAULT_PROCESS_COUNT,
    timeLimitMs: checkCount('spec.time_limit_ms', spec.timeLimitMs),
    graceMs:
      checkCount('spec.grace_ms', spec.graceMs, limits.MAX_GRACE_MS) || limits.DEFAULT_GRACE_MS,
    terminal: spec.terminal ? parseTerminal('spec.terminal', spec.terminal) : undefined,
    streamInput: spec.streamInput === true,
    outputBytes:
      checkCount('spec.output_bytes', spec.outputBytes, limits.MAX_OUTPUT_BYTES) ||
      limits.DEFAULT_OUTPUT_BYTES,
  };
}

/**
 * Checks the size of a terminal.
 *
 * @throws {AgentError} invalid_argument, with the field named
 */
export function parseTerminal(
  field: string,
  terminal: vmslot.agent.v1.Terminal.$Properties,
): PlannedTerminal {
  const most = limits.MAX_TERMINAL_SIDE;
  return {
    columns: checkCount(`${field}.columns`, terminal.columns, most, 1),
    rows: checkCount(`${field}.rows`, terminal.rows, most, 1),
  };
}

/** A plan as the message it came from, complete. */
export function toProcessSpec(plan: ProcessPlan): vmslot.agent.v1.ProcessSpec.$Properties {
  const { cpuMilli, env, memoryBytes, processCount, terminal, ...rest } = plan;
  return {
    ...rest,
    argv: [...plan.argv],
    env: Object.fromEntries(env),
    groups: [...plan.groups],
    resourceLimits: [...plan.resourceLimits],
    limits: { cpuMilli, memoryBytes, processCount },
    ...(terminal === undefined ? {} : { terminal }),
  };
}

function parseArguments(argv: readonly string[]): readonly string[] {
  const program = argv[0] ?? '';
  if (program === '' || program.startsWith('-')) {
    throw invalid('spec.argv[0]', 'the name of a program, or a path to it, not starting with "-"');
  }
  return checkStrings('spec.argv', argv, WORD_BOUNDS);
}

function parseEnvironment(
  env: Readonly<Record<string, string>>,
): readonly (readonly [string, string])[] {
  const entries = Object.entries(env);
  for (const [name] of entries) {
    if (name === '' || /[=\0]/.test(name)) {
      throw invalid('spec.env', 'variables whose names are not empty and have no "=" and no NUL');
    }
  }
  checkStrings(
    'spec.env',
    entries.map(([name, value]) => `${name}=${value}`),
    VARIABLE_BOUNDS,
  );
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}

function parseDirectory(cwd: string): string {
  if (cwd !== '' && !cwd.startsWith('/')) throw invalid('spec.cwd', 'an absolute path, or empty');
  return checkString('spec.cwd', cwd, limits.MAX_PATH_BYTES);
}

function parseGroups(groups: readonly string[]): readonly string[] {
  if (groups.length > limits.MAX_GROUPS) {
    throw invalid('spec.groups', `at most ${limits.MAX_GROUPS} groups`);
  }
  return groups.map((name, index) => {
    if (name === '') throw invalid(`spec.groups[${index}]`, 'the name of a group');
    return parseName(`spec.groups[${index}]`, name);
  });
}

/** A name of passwd(5) or group(5), whose fields end at a colon. */
function parseName(field: string, name: string): string {
  // eslint-disable-next-line no-control-regex
  if (Buffer.byteLength(name) > limits.MAX_NAME_BYTES || /[\u0000-\u001f\u007f:]/.test(name)) {
    throw invalid(
      field,
      `at most ${limits.MAX_NAME_BYTES} bytes without control characters or ":"`,
    );
  }
  return name;
}
