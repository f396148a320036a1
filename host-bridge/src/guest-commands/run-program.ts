import { randomBytes } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { vmslot } from '@vmslot/proto/agent';
import { toRpcError, type AgentClient } from '../agent-client/index.ts';
import { retryUnavailable } from './retry-unavailable.ts';
import { sendInput } from './send-input.ts';
import { watchProcess, type ProcessEnd } from './watch-process.ts';
import { writeAll } from './write-all.ts';

const { ProcessVerb, SignalTarget } = vmslot.agent.v1;

/** Newest bytes of each stream that the agent keeps for a program whose output is read meanwhile. */
export const KEPT_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Where a program's output goes and its input comes from. */
export interface ProgramStreams {
  /** Undefined: there is none. */
  readonly stdin: AsyncIterable<Uint8Array> | Readable | undefined;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Told how many bytes the agent had dropped before they could be read. */
  readonly onLost: (stream: 'stdout' | 'stderr', lostBytes: number) => void;
}

/** How a program is asked to end. */
export type EndRequest = 'interrupt' | 'terminate' | 'kill';

const SIGINT = 2;

/**
 * RunningProgram: a program in the guest that this process started and follows. It depends on no
 * connection; `forget` lets the agent forget it.
 */
export class RunningProgram {
  readonly id: string;
  readonly pid: number;
  readonly #client: AgentClient;

  private constructor(client: AgentClient, id: string, pid: number) {
    this.#client = client;
    this.id = id;
    this.pid = pid;
  }

  /** @throws RpcError what the agent says */
  static async start(
    client: AgentClient,
    spec: vmslot.agent.v1.IProcessSpec,
    signal: AbortSignal,
  ): Promise<RunningProgram> {
    const id = `cli-${randomBytes(6).toString('hex')}`;
    const { process } = await retryUnavailable(signal, () =>
      client.process.start({ processId: id, spec }, { signal }),
    );
    return new RunningProgram(client, id, process?.pid ?? 0);
  }

  /**
   * Passes input and output on until the program has ended.
   * @throws RpcError also aborted, where whoever reads the output has left
   */
  async follow(streams: ProgramStreams, signal: AbortSignal): Promise<ProcessEnd> {
    const over = new AbortController();
    const both = AbortSignal.any([signal, over.signal]);
    const input = this.#feed(streams.stdin, both).catch((error: unknown) => {
      // What is wrong with the input ends it all; after the end of the program nothing is.
      if (!both.aborted) over.abort(error);
    });
    try {
      const pieces = watchProcess(this.#client, this.id, { signal: both });
      for (let next = await pieces.next(); ; next = await pieces.next()) {
        if (next.done === true) return next.value;
        const { stream, data, lostBytes } = next.value;
        if (lostBytes > 0) streams.onLost(stream, lostBytes);
        await writeAll(streams[stream], data, both);
      }
    } catch (error) {
      throw toRpcError(over.signal.aborted ? over.signal.reason : error);
    } finally {
      over.abort();
      await input;
    }
  }

  /** @throws RpcError; a program that has ended is none */
  async ask(request: EndRequest, signal: AbortSignal): Promise<void> {
    const target = SignalTarget.SIGNAL_TARGET_TREE;
    const verbs = {
      interrupt: { verb: ProcessVerb.PROCESS_VERB_SIGNAL, signalNumber: SIGINT, target },
      terminate: { verb: ProcessVerb.PROCESS_VERB_TERMINATE },
      kill: { verb: ProcessVerb.PROCESS_VERB_KILL },
    };
    try {
      await this.#client.process.signal({ processId: this.id, ...verbs[request] }, { signal });
    } catch (error) {
      const failure = toRpcError(error, signal);
      if (failure.code !== 'failed_precondition' && failure.code !== 'not_found') throw failure;
    }
  }

  /** Asks it to end, waits until it has, and lets the agent forget it. @throws RpcError */
  async endUnread(signal: AbortSignal): Promise<void> {
    await this.ask('terminate', signal);
    const pieces = watchProcess(this.#client, this.id, { signal });
    while ((await pieces.next()).done !== true);
    await this.forget(signal);
  }

  /** Tells the size of the terminal. @throws RpcError */
  async resize(terminal: vmslot.agent.v1.ITerminal, signal: AbortSignal): Promise<void> {
    await this.#client.process.resize({ processId: this.id, terminal }, { signal });
  }

  /** Ends what the agent keeps of it. @throws RpcError */
  async forget(signal: AbortSignal): Promise<void> {
    await this.#client.process.forget({ processId: this.id }, { signal });
  }

  async #feed(stdin: ProgramStreams['stdin'], signal: AbortSignal): Promise<void> {
    if (stdin === undefined) return;
    await sendInput(this.#client, untilAborted(stdin, signal), { processId: this.id, signal });
  }
}

/** Gives up waiting for the next piece when the signal is aborted; the stream may never give one. */
async function* untilAborted(
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const iterator = source[Symbol.asyncIterator]();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(toRpcError(signal.reason)), { once: true });
  });
  // Nobody may be waiting when it happens.
  aborted.catch(() => undefined);
  for (;;) {
    const next = await Promise.race([iterator.next(), aborted]);
    if (next.done === true) return;
    yield next.value;
  }
}
