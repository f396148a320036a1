import { RpcError } from '@vmslot/proto/rpc';
import type { JobContext } from './job-context.ts';

/** How often an archive is sent or fetched anew where the link breaks meanwhile. */
export const MAX_ARCHIVE_TRIES = 5;

/**
 * Does work again from its beginning where the link broke, once that is up again: after a sleep of the host,
 * or on one that is too busy, that is no end of a job. How long the link may be away is up to the guest's watch.
 *
 * @throws what the work throws, a lost link only after {@link MAX_ARCHIVE_TRIES}
 */
export async function throughCuts<T>(
  { reporter, session, signal }: Pick<JobContext, 'reporter' | 'session' | 'signal'>,
  phase: 'inputs' | 'outputs',
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const isLost = error instanceof RpcError && error.code === 'unavailable';
      const isLast = attempt === MAX_ARCHIVE_TRIES || signal.aborted;
      if (!isLost || isLast || session === undefined) throw error;
      await session.ready({ signal });
      reporter.warning(phase, 'the link broke; copying anew');
    }
  }
}
