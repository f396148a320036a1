import type { vmslot } from '@vmslot/proto/agent';
import { createFileService, type FileServiceOptions } from './file/index.ts';
import type { AgentServices } from './http/index.ts';
import { ProcessService, type ProcessStore } from './process/index.ts';
import type { SystemService } from './system/index.ts';
import type { TaskEvent, TaskStore } from './task/index.ts';

/** Features that this agent has; the other side asks for these, never for a version. */
export const AGENT_FEATURES = [
  'task',
  'archive',
  'file',
  'trickle',
  'deliver',
  'forward',
  'upload',
  'tree',
  'app',
] as const;

/** What the handlers work on; all of it belongs to the caller. */
export interface ServiceParts {
  readonly store: TaskStore;
  readonly processes: ProcessStore;
  readonly system: SystemService;
  readonly files: FileServiceOptions;
}

/** One handler for every method of the schema. */
export function createServices({ files, processes, store, system }: ServiceParts): AgentServices {
  return {
    system,
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
      updateApp: async (request) => {
        await store.updateApp(request);
        return {};
      },
      list: async () => ({ tasks: await store.list() }),
      acknowledge: async ({ taskId }) => {
        await store.acknowledge(taskId ?? '');
        return {};
      },
    },
    process: new ProcessService(processes),
    file: createFileService(files),
  };
}

/** Wraps events as messages. The assertion only widens: the generated union also names its absent kinds. */
async function* responses(
  events: AsyncIterable<TaskEvent>,
): AsyncIterable<{ event: vmslot.agent.v1.ITaskEvent }> {
  for await (const event of events) yield { event: event as vmslot.agent.v1.ITaskEvent };
}
