import type { Duplex } from 'node:stream';
import { QmpError } from './qmp-error.ts';
import { QmpLines } from './qmp-lines.ts';

/** Most commands that may wait for their reply at once. */
export const MAX_QMP_PENDING_COUNT = 32;

/** Longest reason of QEMU that goes into a message, in characters; the rest is cut off. */
export const MAX_QMP_REASON_LENGTH = 500;

/** What QEMU tells unasked, for instance `SHUTDOWN`. */
export interface QmpEvent {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface QmpCallOptions {
  /** How long the reply may take. Default {@link DEFAULT_QMP_TIMEOUT_MS}. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface QmpConnectOptions extends QmpCallOptions {
  /** Called at once for each event; nothing is queued. */
  readonly onEvent?: ((event: QmpEvent) => void) | undefined;
  /** Called once when the connection has ended, also by `destroy`. */
  readonly onFailure?: ((error: QmpError) => void) | undefined;
}

export const DEFAULT_QMP_TIMEOUT_MS = 10_000;

interface Pending {
  resolve(value: unknown): void;
  reject(error: QmpError): void;
}

/**
 * Speaks QMP, QEMU's control protocol, over a connected stream. Source: QEMU's QMP specification:
 * greeting, `qmp_capabilities`, then commands with ids and events in between. The client owns the
 * stream: `destroy` closes it. QEMU may be in the hands of a hostile guest, so whatever breaks the
 * protocol ends the connection.
 */
export class QmpClient {
  readonly #stream: Duplex;
  readonly #options: QmpConnectOptions;
  readonly #lines = new QmpLines();
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;
  #failure: QmpError | undefined;
  readonly #greeted: Promise<void>;
  #greet: Pending | undefined;

  /**
   * Waits for the greeting and finishes the capabilities negotiation.
   *
   * @throws QmpError; the stream is closed then
   */
  static async connect(stream: Duplex, options: QmpConnectOptions = {}): Promise<QmpClient> {
    const client = new QmpClient(stream, options);
    try {
      await client.#limited('greeting', client.#greeted, options);
      await client.execute('qmp_capabilities', {}, options);
      return client;
    } catch (error) {
      client.destroy(error as QmpError);
      throw error;
    }
  }

  private constructor(stream: Duplex, options: QmpConnectOptions) {
    this.#stream = stream;
    this.#options = options;
    this.#greeted = new Promise((resolve, reject) => {
      this.#greet = { resolve: () => resolve(), reject };
    });
    // Who waits for it sees the failure; where nobody does any more, it is kept in #failure.
    this.#greeted.catch(() => undefined);
    stream.on('data', (chunk: Buffer) => this.#receive(chunk));
    stream.on('error', (error) => {
      this.destroy(
        new QmpError('closed', `the QMP connection broke: ${error.message}`, { cause: error }),
      );
    });
    stream.on('close', () => this.destroy());
    stream.on('end', () => this.destroy());
  }

  /** True until the connection has ended. */
  get open(): boolean {
    return this.#failure === undefined;
  }

  /**
   * Runs one command.
   *
   * @returns what QEMU returned
   * @throws QmpError
   */
  async execute(
    command: string,
    commandArguments: Readonly<Record<string, unknown>> = {},
    options: QmpCallOptions = {},
  ): Promise<unknown> {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#pending.size >= MAX_QMP_PENDING_COUNT) {
      throw new QmpError('too_many', `${command}: ${MAX_QMP_PENDING_COUNT} commands are open`);
    }
    const id = this.#nextId;
    this.#nextId += 1;
    const reply = new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject: (error) => reject(error) });
    });
    const line = JSON.stringify({ execute: command, arguments: commandArguments, id });
    this.#stream.write(`${line}\n`);
    try {
      return await this.#limited(command, reply, options);
    } catch (error) {
      if (error instanceof QmpError && error.code === 'command_failed') {
        throw new QmpError('command_failed', `${command}: ${error.message}`, {
          cause: error,
          qmpClass: error.qmpClass,
        });
      }
      throw error;
    } finally {
      this.#pending.delete(id);
    }
  }

  /** Ends the connection; open commands fail with `error`. Safe to repeat. */
  destroy(error = new QmpError('closed', 'QEMU closed the QMP connection')): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    this.#stream.destroy();
    this.#greet?.reject(error);
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
    this.#options.onFailure?.(error);
  }

  [Symbol.dispose](): void {
    this.destroy();
  }

  #receive(chunk: Buffer): void {
    if (this.#failure !== undefined) return;
    try {
      for (const message of this.#lines.push(chunk)) this.#dispatch(message);
    } catch (error) {
      if (!(error instanceof QmpError)) throw error;
      this.destroy(error);
    }
  }

  #dispatch(message: Record<string, unknown>): void {
    if (this.#greet !== undefined) {
      if (!isObject(message['QMP']))
        throw new QmpError('protocol', 'QEMU did not greet as QMP does');
      this.#greet.resolve(undefined);
      this.#greet = undefined;
      return;
    }
    if (typeof message['event'] === 'string') {
      const data = isObject(message['data']) ? message['data'] : {};
      this.#options.onEvent?.({ name: message['event'], data });
      return;
    }
    this.#settle(message);
  }

  #settle(message: Record<string, unknown>): void {
    const id = message['id'];
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 1 || id >= this.#nextId) {
      throw new QmpError('protocol', 'QEMU sent a reply to a command that nobody gave');
    }
    const error = message['error'];
    if (!('return' in message) && !isObject(error)) {
      throw new QmpError('protocol', 'QEMU sent a reply without result');
    }
    // A command that was given up is no longer pending; its late reply says nothing to anybody.
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (isObject(error)) pending?.reject(commandError(error));
    else pending?.resolve(message['return']);
  }

  async #limited<T>(what: string, work: Promise<T>, options: QmpCallOptions): Promise<T> {
    const { signal, timeoutMs = DEFAULT_QMP_TIMEOUT_MS } = options;
    let giveUp: (error: QmpError) => void = () => undefined;
    const givenUp = new Promise<never>((_, reject) => {
      giveUp = reject;
    });
    const onAbort = (): void => {
      giveUp(new QmpError('canceled', `QMP ${what} was given up`, { cause: signal?.reason }));
    };
    const timer = setTimeout(() => {
      giveUp(new QmpError('timeout', `QEMU did not answer to ${what} within ${timeoutMs} ms`));
    }, timeoutMs);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted === true) onAbort();
    try {
      return await Promise.race([work, givenUp]);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    }
  }
}

function commandError(error: Record<string, unknown>): QmpError {
  const { class: qmpClass, desc } = error;
  const text = typeof desc === 'string' ? desc.slice(0, MAX_QMP_REASON_LENGTH) : 'no reason given';
  return new QmpError('command_failed', text, {
    qmpClass: typeof qmpClass === 'string' ? qmpClass : undefined,
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
