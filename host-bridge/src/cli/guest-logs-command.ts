import type { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { vmslot } from '@vmslot/proto/agent';
import type { Command } from 'commander';
import { toRpcError, type AgentClient } from '../agent-client/index.ts';
import { AGENT_LOG, readLogs } from '../guest-commands/read-logs.ts';
import { safeText } from '../guest-commands/safe-text.ts';
import { writeAll } from '../guest-commands/write-all.ts';
import { printable } from '../report/printable.ts';
import { addGuestOptions, withGuest, type GuestOptions } from './guest-options.ts';
import type { ProgramIo } from './program-io.ts';

const { ProcessState, TaskState } = vmslot.agent.v1;

interface LogsOptions extends GuestOptions {
  readonly follow?: boolean;
}

const HELP = `
Without an ID it lists the processes and tasks that the agent knows. A job of "vmslot run" is the task
"job". On a terminal control characters are replaced; into a file or a pipe bytes go as they are.

Examples:
  vmslot guest logs
  vmslot guest logs job -f
  vmslot guest logs ${AGENT_LOG}
`;

/** Adds `vmslot guest logs`. */
export function addGuestLogsCommand(
  guest: Command,
  io: ProgramIo,
  done: (exitCode: number) => void,
): void {
  const command = guest
    .command('logs')
    .description('Show what a process or a task has printed, or the log of the agent.')
    .argument('[id]', `a process or task, or "${AGENT_LOG}" for the agent's own log`)
    .option('-f, --follow', 'go on as it prints, until it ends');
  addGuestOptions(command)
    .addHelpText('after', HELP)
    .action(async (id: string | undefined, options: LogsOptions) => {
      done(
        await withGuest('guest logs', options, io, async ({ client }, signal) => {
          if (id === undefined) await listAll(client, options, io, signal);
          else await show(client, id, options, io, signal);
        }),
      );
    });
}

async function show(
  client: AgentClient,
  id: string,
  { follow, json }: LogsOptions,
  io: ProgramIo,
  signal: AbortSignal,
): Promise<void> {
  const decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };
  for await (const { stream, data, lostBytes } of readLogs(
    client,
    { id, follow: follow === true },
    signal,
  )) {
    if (json === true) {
      const base64 = Buffer.from(data).toString('base64');
      const line = JSON.stringify({ type: 'output', stream, base64, lostBytes });
      await writeAll(io.stdout, `${line}\n`, signal);
      continue;
    }
    const output = io[stream];
    if (lostBytes > 0) io.stderr.write(`vmslot guest logs: ${lostNote(stream, lostBytes)}\n`);
    const bytes = Buffer.from(data);
    const shown = isTerminal(output) ? printable(decoders[stream].write(bytes)) : bytes;
    await writeAll(output, shown, signal);
  }
}

/** What to say about output that is gone. */
export function lostNote(stream: 'stdout' | 'stderr', lostBytes: number): string {
  return `${lostBytes} bytes of ${stream} are no longer kept`;
}

async function listAll(
  client: AgentClient,
  { json }: LogsOptions,
  io: ProgramIo,
  signal: AbortSignal,
): Promise<void> {
  const rows = [...(await processRows(client, signal)), ...(await taskRows(client, signal))];
  for (const row of rows) {
    const text =
      json === true
        ? JSON.stringify(row)
        : `${row.type.padEnd(7)} ${row.state.padEnd(9)} ${safeText(row.id)}`;
    await writeAll(io.stdout, `${text}\n`, signal);
  }
  if (rows.length === 0 && json !== true)
    io.stderr.write('The agent runs nothing and keeps nothing.\n');
}

interface Row {
  readonly type: 'process' | 'task';
  readonly id: string;
  readonly state: string;
}

async function processRows(client: AgentClient, signal: AbortSignal): Promise<Row[]> {
  try {
    const { processes } = await client.process.listProcesses({}, { signal });
    return processes.map(({ processId, state }) => ({
      type: 'process',
      id: processId,
      state: stateName(ProcessState[state], 'PROCESS_STATE_'),
    }));
  } catch (error) {
    // An agent without processes has tasks still.
    if (toRpcError(error, signal).code === 'unimplemented') return [];
    throw error;
  }
}

async function taskRows(client: AgentClient, signal: AbortSignal): Promise<Row[]> {
  const { tasks } = await client.task.list({}, { signal });
  return tasks.map(({ taskId, state }) => ({
    type: 'task',
    id: taskId,
    state: stateName(TaskState[state], 'TASK_STATE_'),
  }));
}

function stateName(name: string | undefined, prefix: string): string {
  return (name ?? `${prefix}UNKNOWN`).replace(prefix, '').toLowerCase();
}

function isTerminal(output: Writable & { readonly isTTY?: boolean }): boolean {
  return output.isTTY === true;
}
