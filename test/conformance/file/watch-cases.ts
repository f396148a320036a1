import { vmslot } from '@vmslot/proto/agent';
import { expect } from 'vitest';
import type { AgentUnderTest } from '../agent-under-test.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { expectCode, putText } from './guest-files.ts';

const {
  FILE_CHANGE_KIND_APPEARED: APPEARED,
  FILE_CHANGE_KIND_CHANGED: CHANGED,
  FILE_CHANGE_KIND_VANISHED: VANISHED,
} = vmslot.agent.v1.FileChangeKind;

/** A watch, read as the case goes. */
async function watched(agent: AgentUnderTest, path: string) {
  const ending = new AbortController();
  const { signal } = ending;
  const replies = agent.client.file.watchFiles({ path }, { signal })[Symbol.asyncIterator]();
  const first = await replies.next();
  expect(first.value).toMatchObject({ ready: {} });
  return {
    /** Reads on until a change is this one. */
    until: async (kind: vmslot.agent.v1.FileChangeKind, name: string) => {
      for (;;) {
        const { value, done } = await replies.next();
        if (done === true) throw new Error(`the watch ended before ${name}`);
        const { change } = value;
        if (change === undefined || change === null || change.kind !== kind) continue;
        if ((change.name ?? '') === name) return change;
      }
    },
    next: async () => await replies.next(),
    [Symbol.dispose]: () => ending.abort(),
  };
}

/** What changes in a directory. */
export const FILE_WATCH_CASES: readonly ConformanceCase[] = [
  {
    name: 'WatchFiles tells what appears, changes and vanishes',
    async run(agent) {
      const { client, scratch } = agent;
      await putText(agent, 'old', 'x');
      using watch = await watched(agent, scratch);
      await putText(agent, 'new', 'content');
      const { file } = await watch.until(APPEARED, 'new');
      expect(file).toMatchObject({ name: 'new', sizeBytes: 7 });
      await client.file.setAttributes({ path: `${scratch}/old`, mode: 0o600 });
      await watch.until(CHANGED, 'old');
      await client.file.rename({ from: `${scratch}/new`, to: `${scratch}/renamed` });
      await watch.until(VANISHED, 'new');
      await client.file.remove({ path: `${scratch}/old` });
      await watch.until(VANISHED, 'old');
    },
  },
  {
    name: 'WatchFiles ends when the directory has vanished',
    async run(agent) {
      const path = `${agent.scratch}/dir`;
      await agent.client.file.makeDirectory({ path });
      using watch = await watched(agent, path);
      await agent.client.file.remove({ path });
      await watch.until(VANISHED, '');
      expect((await watch.next()).done).toBe(true);
    },
  },
  {
    name: 'WatchFiles watches no file, and nothing that is not there',
    async run(agent) {
      const path = await putText(agent, 'file', 'x');
      const first = (at: string) =>
        agent.client.file.watchFiles({ path: at })[Symbol.asyncIterator]().next();
      await expectCode(first(path), 'failed_precondition');
      await expectCode(first(`${agent.scratch}/none`), 'not_found');
    },
  },
];
