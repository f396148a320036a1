import { QmpError } from './qmp-error.ts';

/** What QEMU or libvirt says that does not have the machine in which the snapshot was saved. */
const UNKNOWN_MACHINE = /(?:unsupported|does not support) machine type/i;

/** How far the start of a machine has come that restores a snapshot. */
export type RestoreStage = 'launch' | 'load' | 'go';

/**
 * Whether such a start failed because of its snapshot: QEMU said no to it, or ended over it. Whatever
 * else is wrong, such as a seed disk that is not there, ends QEMU before.
 *
 * @param stderr the end of QEMU's standard error
 */
export function isSnapshotsFault(error: unknown, stage: RestoreStage, stderr: Uint8Array): boolean {
  if (stage === 'launch') return UNKNOWN_MACHINE.test(Buffer.from(stderr).toString());
  const fault = error instanceof QmpError ? error.code : undefined;
  return stage === 'load' && (fault === 'command_failed' || fault === 'closed');
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
