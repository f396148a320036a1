import { QmpError } from './qmp-error.ts';

/** What QEMU or libvirt says that does not have the machine in which the snapshot was saved. */
const UNKNOWN_MACHINE = /(?:unsupported|does not support) machine type/i;

/** How far the start of a machine has come that restores a snapshot. */
export type RestoreStage = 'launch' | 'load' | 'go';

/** Signals by which others end QEMU; it dies of none of them by itself. */
const SIGNALS_OF_OTHERS: ReadonlySet<string> = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP']);

/**
 * Whether such a start failed because of its snapshot: QEMU said no to it, or ended over it. Whatever
 * else is wrong, such as a seed disk that is not there, ends QEMU before. A QEMU that was killed while it
 * restored, by somebody or for want of memory, says nothing against the snapshot: it holds all the work.
 *
 * @param stderr the end of QEMU's standard error
 * @param signal that ended QEMU, where one did and it is known
 */
export function isSnapshotsFault(
  error: unknown,
  stage: RestoreStage,
  stderr: Uint8Array,
  signal?: NodeJS.Signals | null,
): boolean {
  if (stage === 'launch') return UNKNOWN_MACHINE.test(Buffer.from(stderr).toString());
  const fault = error instanceof QmpError ? error.code : undefined;
  if (stage !== 'load') return false;
  return fault === 'command_failed' || (fault === 'closed' && !SIGNALS_OF_OTHERS.has(signal ?? ''));
}

/** `work`, or QmpError `canceled` as soon as `signal` aborts; the work goes on then. */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  let giveUp: () => void = () => undefined;
  const givenUp = new Promise<never>((_, reject) => {
    giveUp = () => {
      reject(new QmpError('canceled', 'the restore was given up', { cause: signal.reason }));
    };
  });
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  try {
    return await Promise.race([work, givenUp]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
