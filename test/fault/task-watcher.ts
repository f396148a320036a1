import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { watchTask } from '../../host-bridge/src/agent-client/index.ts';
import type { FaultWorld } from './fault-world.ts';

const TASK_ID = 'count';
/** Prints rising numbers until there is a file named stop. */
const STEP = {
  name: 'count',
  argv: ['/bin/sh', '-c', 'i=0; while [ ! -e stop ]; do i=$((i+1)); echo $i; sleep 0.2; done'],
};

/**
 * TaskWatcher runs a task that prints rising numbers and follows its events, attaching again whenever
 * the line takes the call away. It checks that each number comes once, in order.
 */
export class TaskWatcher {
  eventCount = 0;
  /** Numbers that the task printed. */
  lineCount = 0;
  /** Times that the call was made again. */
  attachCount = 0;
  /** Resolves at the task's end. Rejects where an event is missing, comes twice or is wrong. */
  readonly done: Promise<void>;
  readonly #world: FaultWorld;

  constructor(world: FaultWorld, signal: AbortSignal) {
    this.#world = world;
    this.done = this.#follow(signal);
  }

  /** Lets the task come to its end, and waits for its last event. */
  async end(): Promise<void> {
    await writeFile(join(this.#world.agent.store.workDirectory(TASK_ID), 'stop'), '');
    await this.done;
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const request = { taskId: TASK_ID, steps: [STEP], statusIntervalMs: 1000 };
    const events = watchTask(this.#world.client, request, {
      signal,
      ready: (waiting) => this.#world.session.ready({ signal: waiting }),
      onReconnect: () => (this.attachCount += 1),
      maxFruitlessAttemptCount: 1000,
      retryPauseMs: 0,
    });
    const output: Buffer[] = [];
    let lastSequence = 0;
    let hasSucceeded = false;
    for await (const { sequence, output: piece, ended } of events) {
      this.eventCount++;
      if (sequence <= lastSequence) throw new Error(`event ${sequence} after ${lastSequence}`);
      lastSequence = sequence;
      if (piece) output.push(Buffer.from(piece.data));
      if (ended) hasSucceeded = ended.succeeded;
    }
    if (!hasSucceeded) throw new Error('the task failed');
    const lines = String(Buffer.concat(output)).trimEnd().split('\n');
    const wrong = lines.findIndex((line, index) => line !== String(index + 1));
    if (wrong >= 0) throw new Error(`line ${wrong + 1} of the task is ${lines[wrong]}`);
    this.lineCount = lines.length;
  }
}
