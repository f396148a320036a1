import { setTimeout as pause } from 'node:timers/promises';
import {
  EventOrder,
  watchTask,
  type EventPosition,
} from '../../host-bridge/src/agent-client/index.ts';
import type { RestoredMachine } from './restored-machine.ts';

const TASK_ID = 'count';
const SCRIPT = 'i=0; while :; do i=$((i+1)); echo $i; sleep 0.1; done';
const STEPS = [{ name: 'count', argv: ['/bin/busybox', 'sh', '-c', SCRIPT] }];

/** What a later life needs of an earlier one. */
interface Mark {
  readonly position: EventPosition;
  readonly text: string;
}

/**
 * CountingTask: a task that says rising numbers, and the host's side of it, which goes back with the machine to
 * where it was at a snapshot, as the bridge does.
 */
export class CountingTask {
  readonly #machine: RestoredMachine;
  #order = new EventOrder(STEPS.length);
  #text = '';
  #following: Promise<void> | undefined;
  #stop = new AbortController();

  constructor(machine: RestoredMachine) {
    this.#machine = machine;
  }

  /** How many numbers have come. */
  get count(): number {
    return this.#text.split('\n').length - 1;
  }

  /** To be kept with a snapshot; what comes in after it comes again after a restore. */
  get mark(): Mark {
    return { position: this.#order.position, text: this.#text };
  }

  /** Follows the task, from its begin or from a mark. */
  follow(mark?: Mark): void {
    this.#stop = new AbortController();
    if (mark !== undefined) {
      this.#order = new EventOrder(STEPS.length, mark.position);
      this.#text = mark.text;
    }
    this.#following = this.#follow(this.#stop.signal);
    this.#following.catch(() => undefined);
  }

  /** Follows it no more, as its machine is gone. */
  async leave(): Promise<void> {
    this.#stop.abort();
    await this.#following;
  }

  /** Waits until it goes on. @throws where a number was lost, came twice, or none comes */
  async goesOn(signal: AbortSignal): Promise<void> {
    const before = this.count;
    while (this.count <= before) {
      await Promise.race([pause(20, undefined, { signal }), this.#following]);
    }
    const lines = this.#text.trimEnd().split('\n');
    const wrong = lines.findIndex((line, index) => line !== String(index + 1));
    if (wrong >= 0 && wrong < this.count) throw new Error(`number ${wrong + 1} is ${lines[wrong]}`);
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const request = { taskId: TASK_ID, user: 'root', steps: STEPS };
    const options = {
      signal,
      ready: (waiting: AbortSignal) => this.#machine.ready(waiting),
      order: this.#order,
      maxFruitlessAttemptCount: 1_000,
    };
    try {
      for await (const { output } of watchTask(this.#machine.client, request, options)) {
        if (output) this.#text += Buffer.from(output.data).toString();
      }
    } catch (error) {
      if (!signal.aborted) throw error;
      return;
    }
    throw new Error('the task has ended');
  }
}
