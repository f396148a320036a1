import { vmslot } from '@vmslot/proto/agent';
import { RpcError, type Code } from '@vmslot/proto/rpc';
import { toRpcError, type AgentClient } from '../agent-client/index.ts';
import { safeText } from './safe-text.ts';
import { utcTime } from './utc-time.ts';
import { watchProcess, type OutputPiece } from './watch-process.ts';

const { OutputStream } = vmslot.agent.v1;

/** What a log is read of. */
export interface LogChoice {
  /** Of a process or a task; `agent` is the agent's own log. */
  readonly id: string;
  /** Go on until it has ended. */
  readonly follow: boolean;
}

/** Name under which the agent's own log is asked for. */
export const AGENT_LOG = 'agent';

/**
 * Silence after which the agent's log counts as read, in milliseconds, where it is not followed: the
 * agent sends what it keeps at once, and does not say where that ends.
 */
export const AGENT_LOG_QUIET_MS = 1_000;

/** No process of this name, or an agent without processes. */
const TRY_TASK: ReadonlySet<Code> = new Set(['not_found', 'unimplemented', 'invalid_argument']);

/**
 * What a process or task has printed, or the agent has logged. Without `follow` it ends with what there
 * was when it was asked for.
 * @throws RpcError not_found where there is neither
 */
export async function* readLogs(
  client: AgentClient,
  choice: LogChoice,
  signal: AbortSignal,
): AsyncGenerator<OutputPiece, void, undefined> {
  if (choice.id === AGENT_LOG) yield* readAgentLog(client, choice.follow, signal);
  else if (await isProcess(client, choice.id, signal)) yield* readProcess(client, choice, signal);
  else yield* readTask(client, choice, signal);
}

async function isProcess(client: AgentClient, id: string, signal: AbortSignal): Promise<boolean> {
  try {
    await client.process.describe({ processId: id }, { signal });
    return true;
  } catch (error) {
    if (TRY_TASK.has(toRpcError(error, signal).code)) return false;
    throw error;
  }
}

async function* readProcess(
  client: AgentClient,
  { id, follow }: LogChoice,
  signal: AbortSignal,
): AsyncGenerator<OutputPiece, void, undefined> {
  const { process } = await client.process.describe({ processId: id }, { signal });
  const left = { stdout: process?.stdoutEnd ?? 0, stderr: process?.stderrEnd ?? 0 };
  if (!follow && left.stdout + left.stderr === 0) return;
  for await (const piece of watchProcess(client, id, { signal })) {
    if (follow) {
      yield piece;
      continue;
    }
    const { stream, data, lostBytes } = piece;
    const wanted = Math.max(left[stream] - lostBytes, 0);
    yield { ...piece, data: data.subarray(0, wanted) };
    left[stream] = Math.max(wanted - data.length, 0);
    if (left.stdout + left.stderr === 0) return;
  }
}

async function* readTask(
  client: AgentClient,
  { id, follow }: LogChoice,
  signal: AbortSignal,
): AsyncGenerator<OutputPiece, void, undefined> {
  const { tasks } = await client.task.list({}, { signal });
  const task = tasks.find(({ taskId }) => taskId === id);
  if (task === undefined) {
    throw new RpcError('not_found', `the agent knows no process and no task "${safeText(id)}"`);
  }
  const last = task.lastSequence ?? 0;
  if (!follow && last === 0) return;
  for await (const { event } of client.task.attach({ taskId: id }, { signal })) {
    if (event?.output) {
      const { stream, data } = event.output;
      const isStderr = stream === OutputStream.OUTPUT_STREAM_STDERR;
      yield { stream: isStderr ? 'stderr' : 'stdout', data, lostBytes: 0 };
    }
    if (event?.ended || (!follow && (event?.sequence ?? 0) >= last)) return;
  }
}

async function* readAgentLog(
  client: AgentClient,
  follow: boolean,
  signal: AbortSignal,
): AsyncGenerator<OutputPiece, void, undefined> {
  const quiet = new AbortController();
  const timer = follow ? undefined : setTimeout(() => quiet.abort(), AGENT_LOG_QUIET_MS);
  let seen: number | undefined;
  try {
    const lines = client.system.watchLog({}, { signal: AbortSignal.any([signal, quiet.signal]) });
    for await (const { sequence = 0, timeMs = 0, line = '' } of lines) {
      timer?.refresh();
      const lostCount = seen === undefined ? 0 : sequence - seen - 1;
      if (lostCount > 0) yield text(`... ${lostCount} line(s) were dropped`);
      seen = sequence;
      yield text(`${utcTime(timeMs)} ${safeText(line)}`);
    }
  } catch (error) {
    if (!quiet.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
  }
}

function text(line: string): OutputPiece {
  return { stream: 'stdout', data: Buffer.from(`${line}\n`), lostBytes: 0 };
}
