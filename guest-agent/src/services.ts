import type { vmslot } from '@vmslot/proto/agent';
import { FILE_SERVICE } from './file/index.ts';
import type { AgentServices } from './http/index.ts';
import { getInfo, type GetInfoOptions } from './system/get-info.ts';
import type { TaskEvent, TaskStore } from './task/index.ts';

/** Features that this agent has; the other side asks for these, never for a version. */
export const AGENT_FEATURES = ['task', 'archive', 'file', 'trickle', 'deliver'] as const;

/** One handler for every method of the schema. */
export function createServices(store: TaskStore, info: GetInfoOptions): AgentServices {
  return {
    system: { getInfo: () => getInfo(info) },
    task: {
      run: (request, { signal }) => responses(store.run(request, signal)),
      attach: ({ taskId, afterSequence }, { signal }) =>
        responses(store.attach(taskId ?? '', afterSequence ?? 0, signal)),
      control: async (request) => {
        await store.control(request);
        return {};
      },
      deliver: async (request) => {
        await store.deliver(request);
        return {};
      },
      list: async () => ({ tasks: await store.list() }),
      acknowledge: async ({ taskId }) => {
        await store.acknowledge(taskId ?? '');
        return {};
      },
    },
    file: FILE_SERVICE,
  };
}

/** Wraps events as messages. The assertion only widens: the generated union also names its absent kinds. */
async function* responses(
  events: AsyncIterable<TaskEvent>,
): AsyncIterable<{ event: vmslot.agent.v1.ITaskEvent }> {
  for await (const event of events) yield { event: event as vmslot.agent.v1.ITaskEvent };
}
