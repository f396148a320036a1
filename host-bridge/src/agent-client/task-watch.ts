import { setTimeout as pause } from 'node:timers/promises';
import type { vmslot } from '@vmslot/proto/agent';
import { RpcError } from '@vmslot/proto/rpc';
import type { AgentClient } from './agent-client.ts';
import { toRpcError } from './call-failure.ts';
import { EventOrder, type TaskEvent } from './event-order.ts';
import { DEFAULT_FRUITLESS_ATTEMPT_COUNT, DEFAULT_RETRY_PAUSE_MS } from './limits.ts';

/** Settings of `watchTask`. */
export interface WatchTaskOptions {
  /** Aborting it ends the iteration with canceled; the task itself goes on. */
  readonly signal: AbortSignal;
  /** Resolves when the agent can be called again; what it throws ends the iteration. */
  readonly ready: (signal: AbortSignal) => Promise<void>;
  /** Told before the task is called again, with what ended the call before. */
  readonly onReconnect?: (error: RpcError) => void;
  /**
   * Calls in a row that may fail without bringing an event. Default:
   * `DEFAULT_FRUITLESS_ATTEMPT_COUNT`.
   */
  readonly maxFruitlessAttemptCount?: number;
  /** Pause, times the number of fruitless calls in a row. Default: `DEFAULT_RETRY_PAUSE_MS`. */
  readonly retryPauseMs?: number;
  /**
   * Order of the events so far, when an earlier life has seen some. It belongs to the iteration; while
   * that is at an event, its position is behind that event. Default: a new one.
   */
  readonly order?: EventOrder;
}

/** The part of an `AgentClient` that is needed to watch a task. */
export interface TaskCaller {
  readonly task: Pick<AgentClient['task'], 'run' | 'attach'>;
}

/**
 * Runs a task and gives its events up to the last, each once and in order, whatever happens to the
 * connection: where it is lost, the task is attached to again after the last event, or run again
 * with the same identifier where there was none, which does not start it twice. Leaving the
 * iteration leaves the task running.
 *
 * @throws RpcError the first that is not unavailable, or the last of too many fruitless ones;
 * data_loss where events are out of order; and whatever `ready` throws
 */
export async function* watchTask(
  client: TaskCaller,
  request: vmslot.agent.v1.RunRequest.$Properties,
  options: WatchTaskOptions,
): AsyncGenerator<TaskEvent, void, undefined> {
  const { signal, ready, onReconnect } = options;
  const maxCount = options.maxFruitlessAttemptCount ?? DEFAULT_FRUITLESS_ATTEMPT_COUNT;
  const retryPauseMs = options.retryPauseMs ?? DEFAULT_RETRY_PAUSE_MS;
  const order = options.order ?? new EventOrder(request.steps?.length ?? 0);
  let fruitlessCount = 0;
  while (!order.ended) {
    const seen = order.lastSequence;
    let failure: RpcError;
    try {
      yield* follow(client, request, order, signal);
      if (order.ended) return;
      failure = new RpcError('unavailable', 'the agent ended the events before the task ended');
    } catch (error) {
      failure = toRpcError(error, signal);
    }
    fruitlessCount = order.lastSequence > seen ? 0 : fruitlessCount + 1;
    if (failure.code !== 'unavailable' || fruitlessCount >= maxCount) throw failure;
    // Also after a call that brought an event: an agent that breaks off after each must not keep us busy.
    const pauseMs = retryPauseMs * Math.max(1, fruitlessCount);
    await waitFor(() => pause(pauseMs, undefined, { signal }), signal);
    await ready(signal);
    onReconnect?.(failure);
  }
}

/** Events of one call. */
async function* follow(
  { task }: TaskCaller,
  request: vmslot.agent.v1.RunRequest.$Properties,
  order: EventOrder,
  signal: AbortSignal,
): AsyncGenerator<TaskEvent, void, undefined> {
  const afterSequence = order.lastSequence;
  const replies =
    afterSequence === 0
      ? task.run(request, { signal })
      : task.attach({ taskId: request.taskId ?? '', afterSequence }, { signal });
  for await (const { event } of replies) {
    if (!event) throw new RpcError('internal', 'the agent sent an empty event');
    order.accept(event);
    yield event;
    if (order.ended) return;
  }
}

async function waitFor(wait: () => Promise<void>, signal: AbortSignal): Promise<void> {
  try {
    await wait();
  } catch (error) {
    throw toRpcError(error, signal);
  }
}
