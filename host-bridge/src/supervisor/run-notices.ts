import { vmslot } from '@vmslot/proto/agent';
import type { Job } from '../job/index.ts';
import type { Reporter } from '../report/reporter.ts';

const { RefusalReason } = vmslot.agent.v1;

/**
 * RunNotices tells people what happens to the tasks of a job, each thing once: a guest may say the same
 * without end, and a log must not grow with it.
 */
export class RunNotices {
  readonly #job: Pick<Job, 'tasks' | 'trickleFiles'>;
  readonly #reporter: Pick<Reporter, 'phase' | 'warning'>;
  readonly #told = new Set<string>();

  constructor(
    job: Pick<Job, 'tasks' | 'trickleFiles'>,
    reporter: Pick<Reporter, 'phase' | 'warning'>,
  ) {
    this.#job = job;
    this.#reporter = reporter;
  }

  /** A task was started; the caller has seen to it that there is one of this number. */
  started(step: number): void {
    const { tasks } = this.#job;
    const text = `task ${step + 1} of ${tasks.length}: ${tasks[step]?.name ?? '?'}`;
    if (this.#isNew(text)) this.#reporter.phase('run', text);
  }

  /** The agent refused a file. One that the job does not name is passed over. */
  refused({
    path,
    reason,
  }: {
    readonly path?: string | null;
    readonly reason?: number | null;
  }): void {
    const file = this.#job.trickleFiles.find((name) => name === path);
    if (file === undefined) return;
    const known = RefusalReason[reason ?? 0] ?? 'for an unknown reason';
    const why = known.replace('REFUSAL_REASON_', '').toLowerCase();
    const text = `the agent refused the file ${JSON.stringify(file)}: ${why}`;
    if (this.#isNew(text)) this.#reporter.warning('run', text);
  }

  #isNew(text: string): boolean {
    const isNew = !this.#told.has(text);
    this.#told.add(text);
    return isNew;
  }
}
