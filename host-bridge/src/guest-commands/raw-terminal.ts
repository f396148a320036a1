import type { Readable, Writable } from 'node:stream';
import { RpcError } from '@vmslot/proto/rpc';

/** Standard input as a terminal gives it. */
export type TerminalInput = Readable & {
  readonly isTTY?: boolean;
  setRawMode?: (raw: boolean) => unknown;
};

/** Standard output as a terminal gives it. */
export type TerminalOutput = Writable & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** Size of a terminal. */
export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Where nobody knows the size. */
export const DEFAULT_TERMINAL_SIZE: TerminalSize = { columns: 80, rows: 24 };

/** Most columns or rows that the agent takes. */
const MAX_SIZE = 10_000;

/** Ctrl-], which typed so often in a row leaves a program that hangs. */
const LEAVE_BYTE = 0x1d;
const LEAVE_COUNT = 3;

/**
 * RawTerminal: every key goes to the guest while it lives, Ctrl-C too. Where the input is no terminal
 * it changes nothing. Who made it disposes it, which brings the terminal back.
 */
export class RawTerminal implements Disposable {
  readonly #input: TerminalInput;
  readonly #output: TerminalOutput;
  #onResize: (() => void) | undefined;
  #isRaw = false;

  constructor(input: TerminalInput, output: TerminalOutput) {
    this.#input = input;
    this.#output = output;
    if (input.isTTY === true && input.setRawMode !== undefined) {
      input.setRawMode(true);
      this.#isRaw = true;
    }
  }

  get size(): TerminalSize {
    return terminalSize(this.#output);
  }

  /** Calls back when the size has changed. One caller. */
  onResize(callback: (size: TerminalSize) => void): void {
    this.#onResize = () => callback(this.size);
    this.#output.on('resize', this.#onResize);
  }

  [Symbol.dispose](): void {
    if (this.#onResize !== undefined) this.#output.off('resize', this.#onResize);
    if (this.#isRaw) this.#input.setRawMode?.(false);
    this.#isRaw = false;
  }
}

/** Size of a terminal as the agent takes it. */
export function terminalSize({ columns, rows }: TerminalOutput): TerminalSize {
  const fits = (count: number | undefined, otherwise: number): number =>
    count === undefined || count < 1 ? otherwise : Math.min(count, MAX_SIZE);
  return {
    columns: fits(columns, DEFAULT_TERMINAL_SIZE.columns),
    rows: fits(rows, DEFAULT_TERMINAL_SIZE.rows),
  };
}

/**
 * Passes keys on until Ctrl-] was typed three times in a row.
 * @throws RpcError canceled then
 */
export async function* untilLeaving(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let count = 0;
  for await (const chunk of source) {
    for (const byte of chunk)
      count = byte === LEAVE_BYTE ? count + 1 : count >= LEAVE_COUNT ? count : 0;
    if (count >= LEAVE_COUNT) throw new RpcError('canceled', 'left by Ctrl-]');
    yield chunk;
  }
}
