import { vmslot } from '@vmslot/proto/agent';
import { RpcError } from '@vmslot/proto/rpc';
import {
  DEFAULT_FRUITLESS_ATTEMPT_COUNT,
  DEFAULT_RETRY_PAUSE_MS,
  toRpcError,
  type AgentClient,
} from '../agent-client/index.ts';
import { pauseFor } from './retry-unavailable.ts';

const { OutputStream } = vmslot.agent.v1;

/** Piece of what a process printed. */
export interface OutputPiece {
  readonly stream: 'stdout' | 'stderr';
  readonly data: Uint8Array;
  /** Bytes before it that the agent no longer had. */
  readonly lostBytes: number;
}

/** How a process ended. */
export type ProcessEnd = vmslot.agent.v1.IProcessEnd;

/** Settings of {@link watchProcess}. */
export interface WatchProcessOptions {
  /** Aborting it ends the iteration; the process goes on. */
  readonly signal: AbortSignal;
  /** Bytes of each stream that were seen before. Default: none. */
  readonly offsets?: { stdout: number; stderr: number };
}

/** The part of an `AgentClient` that is needed. */
export interface ProcessWatcher {
  readonly process: Pick<AgentClient['process'], 'watch'>;
}

/**
 * Gives what a process prints, each byte once and in order, and returns how it ended. Where the
 * connection is lost it is made again, from the next byte on.
 * @throws RpcError the first that is not unavailable, or the last of too many fruitless ones in a row;
 * data_loss where the pieces do not follow each other
 */
export async function* watchProcess(
  client: ProcessWatcher,
  processId: string,
  options: WatchProcessOptions,
): AsyncGenerator<OutputPiece, ProcessEnd, undefined> {
  const { signal } = options;
  const offsets = { stdout: 0, stderr: 0, ...options.offsets };
  let fruitlessCount = 0;
  for (;;) {
    const before = offsets.stdout + offsets.stderr;
    let failure = new RpcError(
      'unavailable',
      'the agent ended the output before the process ended',
    );
    try {
      const request = { processId, stdoutOffset: offsets.stdout, stderrOffset: offsets.stderr };
      for await (const { output, end } of client.process.watch(request, { signal })) {
        if (output) yield takePiece(offsets, output);
        if (!end) continue;
        const { stdoutBytes, stderrBytes } = end;
        yield* lostAtEnd(offsets, { stdout: stdoutBytes, stderr: stderrBytes });
        return end;
      }
    } catch (error) {
      failure = toRpcError(error, signal);
    }
    fruitlessCount = offsets.stdout + offsets.stderr > before ? 0 : fruitlessCount + 1;
    if (failure.code !== 'unavailable' || fruitlessCount >= DEFAULT_FRUITLESS_ATTEMPT_COUNT)
      throw failure;
    await pauseFor(DEFAULT_RETRY_PAUSE_MS * fruitlessCount, signal);
  }
}

function takePiece(
  offsets: Record<'stdout' | 'stderr', number>,
  output: vmslot.agent.v1.IProcessOutput,
): OutputPiece {
  const { offset = 0, lostBytes = 0, data = new Uint8Array() } = output;
  const stream = output.stream === OutputStream.OUTPUT_STREAM_STDERR ? 'stderr' : 'stdout';
  if (offset !== offsets[stream] + lostBytes) {
    throw new RpcError(
      'data_loss',
      `the agent sent bytes ${offset} of ${stream}, and ${offsets[stream]} come next`,
    );
  }
  offsets[stream] = offset + data.length;
  return { stream, data, lostBytes };
}

function* lostAtEnd(
  offsets: Record<'stdout' | 'stderr', number>,
  sizes: Record<'stdout' | 'stderr', number>,
): Generator<OutputPiece> {
  for (const stream of ['stdout', 'stderr'] as const) {
    const lostBytes = sizes[stream] - offsets[stream];
    if (lostBytes > 0) yield { stream, data: new Uint8Array(), lostBytes };
  }
}
