import { Writable } from 'node:stream';
import { RpcError } from '@vmslot/proto/rpc';
import { EXEC_STATUS, execStatus } from '../guest-commands/exit-status.ts';
import { interruptSteps } from '../guest-commands/interrupt-steps.ts';
import { processSpec } from '../guest-commands/process-spec.ts';
import { RawTerminal, terminalSize, untilLeaving } from '../guest-commands/raw-terminal.ts';
import {
  KEPT_OUTPUT_BYTES,
  RunningProgram,
  type ProgramStreams,
} from '../guest-commands/run-program.ts';
import type { ProcessEnd } from '../guest-commands/watch-process.ts';
import { GUEST_STATUS, reportFailure } from './guest-failure.ts';
import { lostNote } from './guest-logs-command.ts';
import { expectLeaving, openGuest, type GuestOptions } from './guest-options.ts';
import type { ProgramIo } from './program-io.ts';

/** Options of `guest exec`, and of `guest shell`, which sets the first three itself. */
export interface ExecOptions extends GuestOptions {
  readonly tty?: boolean;
  readonly detach?: boolean;
  readonly stdin: boolean;
  readonly user?: string;
  readonly cwd?: string;
  readonly env?: readonly string[];
  readonly timeout?: string;
}

/** How long the agent may take to end a program that this process leaves, in milliseconds. */
export const LEAVE_TIMEOUT_MS = 8_000;

/** Runs a program in the guest. @returns the exit status */
export async function execInGuest(
  name: string,
  argv: readonly string[],
  options: ExecOptions,
  io: ProgramIo,
): Promise<number> {
  const leave = new AbortController();
  expectLeaving(io);
  let program: RunningProgram | undefined;
  using _steps = interruptSteps((step) => {
    if (step === 'leave' || program === undefined) {
      leave.abort(new RpcError('canceled', 'the program was left, and may still run'));
    } else {
      program.ask(step, leave.signal).catch((error: unknown) => leave.abort(error));
    }
  });
  try {
    await using guest = await openGuest(options, io);
    const { client } = guest;
    const streamInput = options.stdin && options.detach !== true && io.stdin !== undefined;
    const spec = processSpec({
      ...options,
      argv,
      streamInput,
      outputBytes: KEPT_OUTPUT_BYTES,
      terminal: options.tty === true ? terminalSize(io.stdout) : undefined,
      terminalType: io.environment.TERM,
    });
    program = await RunningProgram.start(client, spec, leave.signal);
    if (options.detach === true) {
      const { id: processId, pid } = program;
      const text =
        options.json === true ? JSON.stringify({ type: 'started', processId, pid }) : processId;
      io.stdout.write(`${text}\n`);
      return GUEST_STATUS.succeeded;
    }
    let end: ProcessEnd;
    try {
      end = await follow(name, program, options, streamInput, io, leave.signal);
    } catch (error) {
      await endLeft(program);
      throw error;
    }
    // Kept by the agent otherwise; that it could not be told is no failure of the program.
    await program.forget(leave.signal).catch(() => undefined);
    return reportEnd(name, end, options, io);
  } catch (error) {
    const status = reportFailure(name, error, options.json === true, io);
    return status === GUEST_STATUS.failed ? EXEC_STATUS.failed : status;
  } finally {
    // Somebody may still hold the other end: it must not keep this process.
    if (options.stdin && options.detach !== true) io.stdin?.destroy();
  }
}

async function follow(
  name: string,
  program: RunningProgram,
  options: ExecOptions,
  streamInput: boolean,
  io: ProgramIo,
  signal: AbortSignal,
): Promise<ProcessEnd> {
  const onLost: ProgramStreams['onLost'] = (stream, lostBytes) =>
    io.stderr.write(`vmslot ${name}: ${lostNote(stream, lostBytes)}\n`);
  const output = {
    stdout: options.json === true ? asJson('stdout', io.stdout) : io.stdout,
    stderr: options.json === true ? asJson('stderr', io.stdout) : io.stderr,
    onLost,
  };
  const stdin = streamInput ? io.stdin : undefined;
  if (options.tty !== true || stdin === undefined) {
    return await program.follow({ ...output, stdin }, signal);
  }
  using terminal = new RawTerminal(stdin, io.stdout);
  terminal.onResize((size) => {
    // The next one may work; a wrong size is no reason to end a shell.
    program.resize(size, signal).catch(() => undefined);
  });
  return await program.follow({ ...output, stdin: untilLeaving(stdin) }, signal);
}

/** Nobody follows it any more: whoever read its output has left, or its input is broken. */
async function endLeft(program: RunningProgram): Promise<void> {
  try {
    await program.endUnread(AbortSignal.timeout(LEAVE_TIMEOUT_MS));
  } catch {
    // What brought us here is what the caller tells.
  }
}

function reportEnd(name: string, end: ProcessEnd, options: ExecOptions, io: ProgramIo): number {
  const { exitStatus, note } = execStatus(end);
  if (options.json === true) {
    io.stdout.write(`${JSON.stringify({ type: 'ended', exitStatus, message: note, end })}\n`);
  } else if (note !== undefined) {
    io.stderr.write(`vmslot ${name}: ${note}\n`);
  }
  return exitStatus;
}

/** Output as a line of JSON for each piece. */
function asJson(stream: 'stdout' | 'stderr', target: Writable): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, callback) {
      const line = JSON.stringify({ type: 'output', stream, base64: chunk.toString('base64') });
      target.write(`${line}\n`, callback);
    },
  });
}
