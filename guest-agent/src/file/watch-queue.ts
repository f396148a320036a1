/** Names that wait to be told in one watch; beyond that all of them are one loss. */
export const MAX_WAITING_CHANGES = 4096;

/** Names with a change that nobody has been told yet: each once, in the order of their first one. */
export class WatchQueue {
  readonly #names = new Set<string>();
  #lost = false;

  /** @param rawName bytes of the name, one a character */
  add(rawName: string): void {
    if (this.#lost) return;
    this.#names.add(rawName);
    if (this.#names.size > MAX_WAITING_CHANGES) this.lose();
  }

  /** Forgets what waits: it is not known any more what has changed. */
  lose(): void {
    this.#names.clear();
    this.#lost = true;
  }

  get isEmpty(): boolean {
    return !this.#lost && this.#names.size === 0;
  }

  /** True once after a loss. */
  takeLoss(): boolean {
    const lost = this.#lost;
    this.#lost = false;
    return lost;
  }

  /** The next name; undefined where none waits. */
  take(): string | undefined {
    for (const name of this.#names) {
      this.#names.delete(name);
      return name;
    }
    return undefined;
  }
}
