import type { Readable } from 'node:stream';
import { RpcError, type Code } from '@vmslot/proto/rpc';
import { toRpcError, type AgentClient } from '../agent-client/index.ts';
import { pauseFor, retryUnavailable } from './retry-unavailable.ts';

/** Most bytes of input in one call. */
export const MAX_INPUT_PIECE_BYTES = 64 * 1024;

/** First and longest pause before bytes are sent again that the program had no room for. */
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 500;

/** The program has ended, or has closed its input: nothing is wrong, and nothing more is read. */
const NOT_WANTED: ReadonlySet<Code> = new Set(['failed_precondition', 'not_found']);

/** The part of an `AgentClient` that is needed. */
export interface InputTaker {
  readonly process: Pick<AgentClient['process'], 'writeInput'>;
}

/** Settings of {@link sendInput}. */
export interface SendInputOptions {
  readonly processId: string;
  /** Ends it; what was accepted stays. */
  readonly signal: AbortSignal;
}

/**
 * Sends a stream to a program's standard input, as fast as the program reads, and closes it at the end
 * of the stream. Returns early where the program takes no more. Each byte arrives once, also over a
 * lost connection. The stream stays the caller's.
 * @throws RpcError what the agent says; data_loss where it accepted what was not sent
 */
export async function sendInput(
  client: InputTaker,
  source: AsyncIterable<Uint8Array> | Readable,
  options: SendInputOptions,
): Promise<void> {
  let offset = 0;
  try {
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      for (let start = 0; start < chunk.length; start += MAX_INPUT_PIECE_BYTES) {
        const piece = chunk.subarray(start, start + MAX_INPUT_PIECE_BYTES);
        await sendPiece(client, piece, offset, options);
        offset += piece.length;
      }
    }
    await write(client, { offset, data: new Uint8Array(), close: true }, options);
  } catch (error) {
    const failure = toRpcError(error, options.signal);
    if (!NOT_WANTED.has(failure.code)) throw failure;
  }
}

async function sendPiece(
  client: InputTaker,
  piece: Uint8Array,
  start: number,
  options: SendInputOptions,
): Promise<void> {
  let sent = 0;
  let pauseMs = FIRST_PAUSE_MS;
  while (sent < piece.length) {
    const data = piece.subarray(sent);
    const accepted = await write(client, { offset: start + sent, data, close: false }, options);
    const count = accepted - start - sent;
    if (count < 0 || count > data.length) {
      throw new RpcError(
        'data_loss',
        `the agent accepted ${accepted} bytes of input, not what was sent`,
      );
    }
    sent += count;
    if (sent === piece.length) return;
    pauseMs = count > 0 ? FIRST_PAUSE_MS : Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    await pauseFor(pauseMs, options.signal);
  }
}

async function write(
  client: InputTaker,
  piece: { readonly offset: number; readonly data: Uint8Array; readonly close: boolean },
  { processId, signal }: SendInputOptions,
): Promise<number> {
  const { acceptedBytes } = await retryUnavailable(signal, () =>
    client.process.writeInput({ processId, ...piece }, { signal }),
  );
  return acceptedBytes ?? 0;
}
