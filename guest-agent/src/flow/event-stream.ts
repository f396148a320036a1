/**
 * Makes a stream of events that can be left at any moment: `return()` ends it also while `next()`
 * waits, which an async generator alone does not do. Nothing runs before the first `next()`.
 *
 * @param start makes the events; its signal is aborted when the caller's is, or when the reader leaves
 */
export function createEventStream<Event>(
  start: (signal: AbortSignal) => AsyncGenerator<Event, void>,
  signal: AbortSignal,
): AsyncIterableIterator<Event, void> {
  const leave = new AbortController();
  const events = start(AbortSignal.any([signal, leave.signal]));
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      try {
        return await events.next();
      } catch (error) {
        if (leave.signal.aborted) return { done: true, value: undefined };
        throw error;
      }
    },
    async return() {
      leave.abort();
      return events.return();
    },
  };
}
