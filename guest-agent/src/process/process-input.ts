import { setTimeout as delay } from 'node:timers/promises';
import type { vmslot } from '@vmslot/proto/agent';
import { AgentError } from '../errors.ts';
import { checkCount, invalid } from '../field/check-field.ts';
import { Exclusive } from '../flow/exclusive.ts';
import { LaunchInput } from '../launch/index.ts';
import { INPUT_WAIT_MS, MAX_INPUT_BYTES } from './process-limits.ts';
import type { ProcessRecord } from './process-record.ts';

const RETRY_MS = 2;

export interface ProcessInputOptions {
  /** For messages. */
  readonly processId: string;
  readonly record: ProcessRecord;
  readonly statusDirectory: string;
}

/**
 * Standard input of a process, written by offset. What was accepted is on record, so a repeated call
 * writes nothing twice, also after a restart of the agent. Whoever opens it disposes of it.
 */
export class ProcessInput implements Disposable {
  readonly #options: ProcessInputOptions;
  readonly #pipe: LaunchInput;
  readonly #exclusive = new Exclusive();

  constructor(options: ProcessInputOptions) {
    this.#options = options;
    this.#pipe = new LaunchInput(options.statusDirectory);
    // Asked for before the agent died, and perhaps not done.
    if (options.record.facts.inputClosed) this.#pipe.close();
  }

  /**
   * Writes what the program has room for.
   *
   * @returns bytes accepted so far
   * @throws {AgentError} invalid_argument, out_of_range for a hole, failed_precondition where the input
   *   is closed or nobody reads it any more, aborted where the agent died while it wrote
   */
  write(request: vmslot.agent.v1.WriteInputRequest.$Properties): Promise<number> {
    const offset = checkCount('offset', request.offset);
    const data = request.data ?? new Uint8Array();
    if (data.length > MAX_INPUT_BYTES) throw invalid('data', `at most ${MAX_INPUT_BYTES} bytes`);
    return this.#exclusive.run(async () => {
      await this.#append(offset, data);
      const { inputBytes, inputClosed } = this.#options.record.facts;
      if (request.close === true && !inputClosed && inputBytes === offset + data.length) {
        this.#options.record.change({ inputClosed: true });
        this.#pipe.close();
      }
      return inputBytes;
    });
  }

  [Symbol.dispose](): void {
    this.#pipe[Symbol.dispose]();
  }

  async #append(offset: number, data: Uint8Array): Promise<void> {
    const { processId, record } = this.#options;
    const { inputBytes, inputClosed, writingEnd } = record.facts;
    const end = offset + data.length;
    if (writingEnd !== undefined && end > inputBytes) {
      throw new AgentError(
        'aborted',
        `process ${processId}: the agent was ended while it wrote input from ${inputBytes} to ${writingEnd}; how much of it the program got is unknown, so none can follow`,
      );
    }
    if (offset > inputBytes) {
      throw new AgentError(
        'out_of_range',
        `offset: ${offset} is beyond the ${inputBytes} bytes that were accepted so far`,
      );
    }
    if (end <= inputBytes) return;
    if (inputClosed) {
      throw new AgentError(
        'failed_precondition',
        `process ${processId}: its input was closed after ${inputBytes} bytes`,
      );
    }
    await this.#writeRest(data.subarray(inputBytes - offset));
  }

  async #writeRest(rest: Uint8Array): Promise<void> {
    const { record } = this.#options;
    const start = record.facts.inputBytes;
    let written = 0;
    for (let waitedMs = 0; written < rest.length && waitedMs < INPUT_WAIT_MS;) {
      // Between the two changes nobody but the kernel knows how much was taken.
      record.change({ writingEnd: start + rest.length });
      const count = this.#pipe.write(rest.subarray(written));
      written += count ?? 0;
      record.change({ inputBytes: start + written, writingEnd: undefined });
      if (count === undefined) {
        throw new AgentError(
          'failed_precondition',
          `process ${this.#options.processId}: nobody reads its input any more`,
        );
      }
      if (written === rest.length) return;
      waitedMs = count > 0 ? 0 : waitedMs + RETRY_MS;
      await delay(RETRY_MS);
    }
  }
}
