import type { QmpClient, QmpEvent } from './qmp-client.ts';
import { QmpError } from './qmp-error.ts';

/** How long a job with a snapshot may take: a large guest on a slow disk that others use as well. */
export const JOB_TIMEOUT_MS = 600_000;

interface Waiting {
  conclude(): void;
  fail(error: QmpError): void;
}

/**
 * QmpJobs runs QEMU's background jobs to their end. Source: QEMU's QMP reference, "Background jobs". A
 * job is over when its state is `concluded`; then it is asked for its error and dismissed.
 */
export class QmpJobs {
  readonly #waiting = new Map<string, Waiting>();
  #nextNumber = 1;

  /** To be called for each event of the client. */
  onEvent({ name, data }: QmpEvent): void {
    if (name !== 'JOB_STATUS_CHANGE' || data['status'] !== 'concluded') return;
    if (typeof data['id'] === 'string') this.#waiting.get(data['id'])?.conclude();
  }

  /** To be called when the connection has ended. */
  onFailure(error: QmpError): void {
    for (const waiting of this.#waiting.values()) waiting.fail(error);
  }

  /**
   * Runs a command that starts a job, and waits for the job's end.
   *
   * @throws QmpError, `command_failed` with the job's own words where it failed
   */
  async run(
    client: QmpClient,
    command: string,
    commandArguments: Readonly<Record<string, unknown>>,
    timeoutMs: number = JOB_TIMEOUT_MS,
  ): Promise<void> {
    const id = `vmslot-${this.#nextNumber}`;
    this.#nextNumber += 1;
    let timer: NodeJS.Timeout | undefined;
    const concluded = new Promise<void>((resolve, reject) => {
      this.#waiting.set(id, { conclude: resolve, fail: reject });
      timer = setTimeout(
        () => reject(new QmpError('timeout', `${command} has no end after ${timeoutMs} ms`)),
        timeoutMs,
      );
    });
    concluded.catch(() => undefined);
    try {
      await client.execute(command, { ...commandArguments, 'job-id': id }, { timeoutMs });
      await concluded;
      const error = jobError(await client.execute('query-jobs'), id);
      await client.execute('job-dismiss', { id });
      if (error !== undefined) throw new QmpError('command_failed', `${command}: ${error}`);
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }
}

function jobError(jobs: unknown, id: string): string | undefined {
  for (const job of Array.isArray(jobs) ? (jobs as unknown[]) : []) {
    const { id: jobId, error } = job as Readonly<Record<string, unknown>>;
    if (jobId === id) return typeof error === 'string' ? error : undefined;
  }
  throw new QmpError('protocol', 'QEMU does not know the job that it has just ended');
}
