import { vmslot } from '@vmslot/proto/agent';
import { AgentError } from '../errors.ts';
import { assertIdentifier, checkCount, invalid } from '../field/check-field.ts';
import { checkEnvironment, checkName, checkPath, checkPaths, checkProgram } from './check-field.ts';
import * as limits from './task-limits.ts';

type RunRequest = vmslot.agent.v1.RunRequest.$Properties;
type Step = vmslot.agent.v1.Step.$Properties;

const { BoincApi } = vmslot.agent.v1;

/** One step, checked and complete. Paths are relative to the work directory, without `.` and `..`. */
export interface StepSpec {
  readonly name: string;
  readonly argv: readonly string[];
  /** Sorted by name, so that equal requests have equal text. */
  readonly env: readonly (readonly [string, string])[];
  readonly cwd: string;
  readonly stdinFile: string;
  readonly stdoutFile: string;
  readonly stderrFile: string;
  readonly weight: number;
  readonly fractionDoneFile: string;
  readonly creditFile: string;
  /** 0: no limit. */
  readonly timeLimitMs: number;
  /** Undefined: as the program shows. Not there then, as in what an older agent has written down. */
  readonly boincApi?: vmslot.agent.v1.BoincApi;
}

/** What another machine's run of a task had brought, checked and complete; see the schema. */
export interface StartSpec {
  readonly step: number;
  readonly fractionDone: number;
  readonly cpuTimeMs: number;
  readonly floatingPointOperations: number;
  readonly integerOperations: number;
  readonly checkpointCount: number;
  readonly checkpointCpuTimeMs: number;
}

/** A request to run a task, checked and complete. */
export interface TaskSpec {
  readonly taskId: string;
  readonly steps: readonly StepSpec[];
  /** Empty: the agent's default. */
  readonly user: string;
  readonly outputBytes: number;
  readonly processCount: number;
  /** 0: no limit but the machine's. */
  readonly memoryBytes: number;
  readonly statusIntervalMs: number;
  readonly trickleFiles: readonly string[];
  readonly uploadFiles: readonly string[];
  /** Undefined: at the beginning. Not there then, as in what an older agent has written down. */
  readonly start?: StartSpec;
}

/**
 * Throws unless the text may be a task's identifier (it becomes the name of a directory).
 *
 * @throws {AgentError} invalid_argument
 */
export function assertTaskId(taskId: string | undefined): asserts taskId is string {
  assertIdentifier('task_id', taskId);
}

/**
 * Checks a request and fills in what it leaves to the agent.
 *
 * @throws {AgentError} invalid_argument, with the field named
 */
export function parseRunRequest(request: RunRequest): TaskSpec {
  assertTaskId(request.taskId);
  const steps = request.steps ?? [];
  if (steps.length < 1 || steps.length > limits.MAX_STEPS) {
    throw invalid('steps', `1 to ${limits.MAX_STEPS} steps`);
  }
  const taskLimits = request.limits ?? {};
  const memoryBytes = checkCount('limits.memory_bytes', taskLimits.memoryBytes);
  if (memoryBytes !== 0 && memoryBytes < limits.MIN_MEMORY_BYTES) {
    throw invalid('limits.memory_bytes', `at least ${limits.MIN_MEMORY_BYTES}`);
  }
  const interval = checkCount(
    'status_interval_ms',
    request.statusIntervalMs,
    limits.MAX_STATUS_INTERVAL_MS,
  );
  const spec: TaskSpec = {
    taskId: request.taskId,
    steps: steps.map((step, index) => parseStep(`steps[${index}]`, step)),
    user: request.user ? checkName('user', request.user) : '',
    outputBytes:
      checkCount('limits.output_bytes', taskLimits.outputBytes, limits.MAX_OUTPUT_BYTES) ||
      limits.DEFAULT_OUTPUT_BYTES,
    processCount:
      checkCount('limits.process_count', taskLimits.processCount, limits.MAX_PROCESS_COUNT) ||
      limits.DEFAULT_PROCESS_COUNT,
    memoryBytes,
    statusIntervalMs: Math.max(
      interval || limits.DEFAULT_STATUS_INTERVAL_MS,
      limits.MIN_STATUS_INTERVAL_MS,
    ),
    trickleFiles: checkPaths('trickle_files', request.trickleFiles, limits.MAX_TRICKLE_FILES),
    uploadFiles: checkPaths('upload_files', request.uploadFiles, limits.MAX_UPLOAD_FILES),
    ...parseStart(request.start, steps.length),
  };
  if (Buffer.byteLength(JSON.stringify(spec)) > limits.MAX_REQUEST_BYTES) {
    throw invalid('steps', `at most ${limits.MAX_REQUEST_BYTES} bytes of text together`);
  }
  return spec;
}

function parseStart(start: RunRequest['start'], stepCount: number): Pick<TaskSpec, 'start'> {
  if (start === undefined || start === null) return {};
  const fractionDone = start.fractionDone ?? 0;
  if (!(fractionDone >= 0 && fractionDone <= 1)) {
    throw invalid('start.fraction_done', 'a number from 0 to 1');
  }
  return {
    start: {
      step: checkCount('start.step', start.step, stepCount - 1),
      fractionDone,
      cpuTimeMs: checkCount('start.cpu_time_ms', start.cpuTimeMs),
      floatingPointOperations: checkOperations(
        'start.floating_point_operations',
        start.floatingPointOperations,
      ),
      integerOperations: checkOperations('start.integer_operations', start.integerOperations),
      checkpointCount: checkCount('start.checkpoint_count', start.checkpointCount),
      checkpointCpuTimeMs: checkCount('start.checkpoint_cpu_time_ms', start.checkpointCpuTimeMs),
    },
  };
}

function checkOperations(field: string, value: number | null | undefined): number {
  const operations = value ?? 0;
  if (Number.isFinite(operations) && operations >= 0) return operations;
  throw invalid(field, 'a number of at least 0');
}

function parseStep(field: string, step: Step): StepSpec {
  const weight = step.weight ?? 0;
  if (!Number.isFinite(weight) || weight < 0 || weight > limits.MAX_WEIGHT) {
    throw invalid(`${field}.weight`, `a number from 0 to ${limits.MAX_WEIGHT}`);
  }
  return {
    name: step.name ? checkName(`${field}.name`, step.name) : '',
    argv: checkProgram(`${field}.argv`, step.argv ?? []),
    env: checkEnvironment(`${field}.env`, step.env ?? {}),
    cwd: checkPath(`${field}.cwd`, step.cwd),
    stdinFile: checkPath(`${field}.stdin_file`, step.stdinFile),
    stdoutFile: checkPath(`${field}.stdout_file`, step.stdoutFile),
    stderrFile: checkPath(`${field}.stderr_file`, step.stderrFile),
    weight: weight || 1,
    fractionDoneFile: checkPath(`${field}.fraction_done_file`, step.fractionDoneFile),
    creditFile: checkPath(`${field}.credit_file`, step.creditFile),
    timeLimitMs: checkCount(`${field}.time_limit_ms`, step.timeLimitMs),
    ...parseBoincApi(`${field}.boinc_api`, step.boincApi),
  };
}

function parseBoincApi(
  field: string,
  value: vmslot.agent.v1.BoincApi | null | undefined,
): Pick<StepSpec, 'boincApi'> {
  switch (value) {
    case BoincApi.BOINC_API_NONE:
    case BoincApi.BOINC_API_CORE_CLIENT:
      return { boincApi: value };
    case BoincApi.BOINC_API_UNSPECIFIED:
    case undefined:
    case null:
      return {};
    default:
      throw invalid(field, 'one of BoincApi');
  }
}

/** The error for an unknown task. */
export function unknownTask(taskId: string): AgentError {
  return new AgentError('not_found', `task ${taskId}: unknown here, start it with Run`);
}
