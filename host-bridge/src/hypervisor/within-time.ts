/**
 * Waits for `work`, but no longer than `timeoutMs`, or until `signal` aborts. The work itself goes on:
 * this is for ends that nobody can hasten, such as that of a killed process.
 *
 * @returns undefined where time is up or `signal` aborts first
 */
export async function withinTime<T>(
  work: Promise<T>,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<T | undefined> {
  let giveUp: () => void = () => undefined;
  const givenUp = new Promise<undefined>((resolve) => {
    giveUp = () => resolve(undefined);
  });
  const timer = setTimeout(giveUp, timeoutMs);
  signal?.addEventListener('abort', giveUp, { once: true });
  if (signal?.aborted === true) giveUp();
  try {
    return await Promise.race([work, givenUp]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}
