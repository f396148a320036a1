import type { AppSession } from '../app/index.ts';
import type { SlotDirectory } from './slot-directory.ts';

/** What a {@link SlotMessages} works on. */
export interface SlotMessagesOptions {
  readonly session: Pick<AppSession, 'control' | 'receiveTrickle'>;
  readonly slot: SlotDirectory;
}

/** Messages of the project's server on their way into a slot, one after the other. */
export class SlotMessages {
  readonly #options: SlotMessagesOptions;
  /** Number of the message that is in the slot, and that its program does not know of; 0: none. */
  #number = 0;

  constructor(options: SlotMessagesOptions) {
    this.#options = options;
  }

  /** Puts the next message into the slot; true where its program has to be told. */
  async next(): Promise<boolean> {
    const { session, slot } = this.#options;
    if (this.#number === 0 && session.control.trickleWaits === true) {
      const { fileName = '', number = 0, text } = await session.receiveTrickle({});
      // Where the slot is the work directory, it has been shown there already.
      if (number > 0 && !(await slot.has(fileName)))
        await slot.write(fileName, text ?? new Uint8Array());
      this.#number = number;
    }
    return this.#number > 0;
  }

  /** Notes that the program has been told. */
  async noteTold(): Promise<void> {
    const takenNumber = this.#number;
    this.#number = 0;
    if (takenNumber > 0) await this.#options.session.receiveTrickle({ takenNumber });
  }
}
