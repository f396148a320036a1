import { setTimeout as delay } from 'node:timers/promises';
import { vmslot } from '@vmslot/proto/agent';
import { AgentError } from '../errors.ts';
import type { ChangeSignal } from '../flow/change-signal.ts';
import type { OutputWindow } from './output-window.ts';
import { MAX_PIECE_BYTES } from './process-limits.ts';

const { OutputStream } = vmslot.agent.v1;

/** A message of Watch. */
export type ProcessEvent =
  | {
      readonly kind: 'output';
      readonly output: Required<Omit<vmslot.agent.v1.ProcessOutput.$Properties, '$unknowns'>>;
    }
  | { readonly kind: 'figures'; readonly figures: vmslot.agent.v1.ProcessFigures.$Properties }
  | { readonly kind: 'end'; readonly end: vmslot.agent.v1.ProcessEnd.$Properties };

/** The process that is watched, as its reader sees it. */
export interface WatchedProcess {
  readonly processId: string;
  readonly stdout: OutputWindow;
  readonly stderr: OutputWindow;
  readonly changes: ChangeSignal;
  /** Undefined until it has ended; then nothing is printed any more. */
  readonly end: vmslot.agent.v1.ProcessEnd.$Properties | undefined;
  /** Takes in what was printed since the last look. */
  look(): void;
  figures(): Promise<vmslot.agent.v1.ProcessFigures.$Properties>;
}

export interface ReadOptions {
  readonly stdoutOffset: number;
  readonly stderrOffset: number;
  /** 0: no figures. */
  readonly figuresIntervalMs: number;
  /** Ends the stream with its reason where that is an error of the agent, else as the reader's leaving. */
  readonly signal: AbortSignal;
}

/**
 * Gives output and figures of a process as they are asked for, and its end last. Output is read when it
 * is asked for, so a reader that stops costs one piece and holds up nobody.
 *
 * @throws {AgentError} out_of_range for an offset beyond what was printed, canceled
 */
export async function* readProcess(
  watched: WatchedProcess,
  { figuresIntervalMs, signal, stderrOffset, stdoutOffset }: ReadOptions,
): AsyncGenerator<ProcessEvent, void> {
  const streams = [
    { id: OutputStream.OUTPUT_STREAM_STDOUT, window: watched.stdout, next: stdoutOffset },
    { id: OutputStream.OUTPUT_STREAM_STDERR, window: watched.stderr, next: stderrOffset },
  ];
  watched.look();
  assertReached('stdout_offset', stdoutOffset, watched.stdout);
  assertReached('stderr_offset', stderrOffset, watched.stderr);
  let figuresAtMs = figuresIntervalMs > 0 ? 0 : Number.POSITIVE_INFINITY;
  for (;;) {
    if (signal.aborted) throw leaving(watched.processId, signal);
    // In this order: what was printed before the end is taken in when the end is there.
    const { end } = watched;
    const { version } = watched.changes;
    let isIdle = true;
    for (const stream of streams) {
      const piece = await stream.window.read(stream.next, MAX_PIECE_BYTES);
      if (piece === undefined) continue;
      isIdle = false;
      stream.next = piece.offset + piece.data.length;
      yield { kind: 'output', output: { stream: stream.id, ...piece } };
    }
    if (performance.now() >= figuresAtMs && end === undefined) {
      figuresAtMs = performance.now() + figuresIntervalMs;
      yield { kind: 'figures', figures: await watched.figures() };
      continue;
    }
    if (!isIdle) continue;
    if (end !== undefined) {
      yield { kind: 'end', end };
      return;
    }
    watched.look();
    await waitForChange(watched.changes, version, figuresAtMs - performance.now(), signal);
  }
}

function assertReached(field: string, offset: number, window: OutputWindow): void {
  if (offset <= window.endBytes) return;
  throw new AgentError(
    'out_of_range',
    `${field}: ${offset} is beyond the ${window.endBytes} bytes that were printed so far`,
  );
}

function leaving(processId: string, signal: AbortSignal): AgentError {
  if (signal.reason instanceof AgentError) return signal.reason;
  return new AgentError('canceled', `process ${processId}: its reader left`, {
    cause: signal.reason,
  });
}

async function waitForChange(
  changes: ChangeSignal,
  version: number,
  longestMs: number,
  signal: AbortSignal,
): Promise<void> {
  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  const waits = [changes.wait(version, either)];
  if (Number.isFinite(longestMs)) waits.push(delayQuietly(Math.max(0, longestMs), either));
  try {
    await Promise.race(waits);
  } finally {
    done.abort();
  }
}

async function delayQuietly(pauseMs: number, signal: AbortSignal): Promise<void> {
  try {
    await delay(pauseMs, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
