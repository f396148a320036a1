import { LogTail } from './log-tail.ts';

export interface EndingLogOptions<Event extends string> {
  readonly path: string;
  /** What a line says of the machine's end, or undefined. */
  readonly readLine: (line: string) => Event | 'power-off' | undefined;
  /** Whether the end has been asked for already; what comes then is not the guest's. */
  readonly isRequested: () => boolean;
  /** Ends the machine at once. Called for the first event, unless that is `power-off`, which ends it anyway. */
  readonly kill: () => void;
}

/**
 * EndingLog looks into the log of a hypervisor that tells only there what ends a machine: that its guest resets
 * or powers itself off, that the host's disk is full. The first such event counts. The hypervisor would boot
 * the guest again, leave it dead, or wait for room: that machine is at its end. It holds nothing open.
 */
export class EndingLog<Event extends string> {
  readonly #options: EndingLogOptions<Event>;
  readonly #tail: LogTail;
  #event: Event | 'power-off' | undefined;
  #isGuests = false;
  #looking: Promise<void> = Promise.resolve();

  constructor(options: EndingLogOptions<Event>) {
    this.#options = options;
    this.#tail = new LogTail(options.path);
  }

  get event(): Event | 'power-off' | undefined {
    return this.#event;
  }

  /** Whether the event came before anybody asked for the end. */
  get isGuests(): boolean {
    return this.#isGuests;
  }

  /** Reads what has come since the last look; looks wait for each other. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(async () => {
      for (const line of await this.#tail.read()) this.#onLine(line);
    });
    return this.#looking;
  }

  #onLine(line: string): void {
    const event = this.#options.readLine(line);
    if (event === undefined || this.#event !== undefined) return;
    this.#event = event;
    this.#isGuests = !this.#options.isRequested();
    if (event !== 'power-off') this.#options.kill();
  }
}
