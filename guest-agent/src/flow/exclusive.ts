/** Runs pieces of work one after the other, in the order they came. */
export class Exclusive {
  #last: Promise<unknown> = Promise.resolve();

  /** Settles as the work does; a failure is the caller's alone. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work, work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
