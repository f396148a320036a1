import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';

/** Room for one state; what is written must fit with its number. */
export const MAX_STATE_BYTES = 8192;

/**
 * Small state in a file of two slots, written in turn: so the one before stands whole while the next is
 * written, whenever the agent dies. The file has all its bytes from the beginning, so a full disk stops
 * nothing. Whoever opens it closes it. Not synced: a state that a loss of power takes back is one of
 * programs that the same loss has ended.
 */
export class StateSlots<State extends object> implements Disposable {
  readonly #descriptor: number;
  #number: number;
  #open = true;

  private constructor(descriptor: number, number: number) {
    this.#descriptor = descriptor;
    this.#number = number;
  }

  /** Makes the file. @throws the system's error, EEXIST where it is there */
  static create<State extends object>(path: string, state: State): StateSlots<State> {
    writeFileSync(path, ' '.repeat(2 * MAX_STATE_BYTES), { flag: 'wx', mode: 0o600 });
    const slots = new StateSlots<State>(openSync(path, 'r+'), 0);
    slots.write(state);
    return slots;
  }

  /** Opens the file of an earlier run; its state is undefined where nothing whole was written. */
  static reopen<State extends object>(
    path: string,
  ): { readonly slots: StateSlots<State>; readonly state: State | undefined } {
    const text = readFileSync(path);
    let newest: { number: number; state: unknown } | undefined;
    for (const start of [0, MAX_STATE_BYTES]) {
      const found = parseSlot(text.toString('utf8', start, start + MAX_STATE_BYTES));
      if (found !== undefined && found.number > (newest?.number ?? 0)) newest = found;
    }
    const slots = new StateSlots<State>(openSync(path, 'r+'), newest?.number ?? 0);
    return { slots, state: newest?.state as State | undefined };
  }

  /** Makes this the state. @throws {RangeError} where it is too large */
  write(state: State): void {
    this.#number += 1;
    const line = Buffer.from(`${JSON.stringify({ number: this.#number, state })}\n`);
    if (line.length > MAX_STATE_BYTES) throw new RangeError(`state of ${line.length} bytes`);
    writeSync(this.#descriptor, line, 0, line.length, (this.#number % 2) * MAX_STATE_BYTES);
  }

  [Symbol.dispose](): void {
    if (this.#open) closeSync(this.#descriptor);
    this.#open = false;
  }
}

function parseSlot(text: string): { number: number; state: unknown } | undefined {
  const [line = '', rest] = text.split('\n', 2);
  if (rest === undefined) return undefined;
  try {
    return JSON.parse(line) as { number: number; state: unknown };
  } catch (error) {
    // Torn: the agent died while it wrote; the other slot stands.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
