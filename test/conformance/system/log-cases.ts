import { vmslot } from '@vmslot/proto/agent';
import { expect } from 'vitest';
import type { AgentUnderTest } from '../agent-under-test.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { callJson, expectError } from '../protocol/call-json.ts';
import { expectRefused } from './expect-refused.ts';

const { SHUTDOWN_KIND_POWER_OFF, SHUTDOWN_KIND_REBOOT } = vmslot.agent.v1.ShutdownKind;

/** The first lines of the log after a number; there are as many. */
async function readLog({ client }: AgentUnderTest, afterSequence: number, count: number) {
  const lines = [];
  for await (const line of client.system.watchLog({ afterSequence })) {
    lines.push(line);
    if (lines.length === count) break;
  }
  return lines;
}

/** The agent's log, and how a machine is ended. */
export const LOG_CASES: readonly ConformanceCase[] = [
  {
    name: 'the log has what the agent said when it began, numbered',
    needs: ['log'],
    async run(agent) {
      const [first] = await readLog(agent, 0, 1);
      expect(first?.sequence).toBeGreaterThanOrEqual(1);
      expect(first?.line).toMatch(/^[^\n]+$/);
      expect(first?.timeMs).toBeGreaterThan(0);
      const [again] = await readLog(agent, (first?.sequence ?? 0) - 1, 1);
      expect(again).toEqual(first);
    },
  },
  {
    name: 'a log of another life of the agent is read from the start',
    needs: ['log'],
    async run(agent) {
      const [first] = await readLog(agent, 0, 1);
      const [other] = await readLog(agent, 2 ** 50, 1);
      expect(other).toEqual(first);
    },
  },
  {
    name: 'who watches the log and leaves is not waited for',
    needs: ['log'],
    async run(agent) {
      for (let round = 0; round < 20; round += 1) await readLog(agent, 0, 1);
      const end = new AbortController();
      const lines = agent.client.system.watchLog({ afterSequence: 0 }, { signal: end.signal });
      const iterator = lines[Symbol.asyncIterator]();
      await iterator.next();
      end.abort();
      await expectRefused(
        (async () => {
          for (;;) if ((await iterator.next()).done === true) return;
        })(),
        'canceled',
      );
    },
  },
  {
    name: 'a machine is ended in a way that there is',
    async run(agent) {
      for (const kind of [0, 3, 2_147_483_647]) {
        const reply = await callJson(agent, 'SystemService/Shutdown', { kind });
        expectError(reply, 400, 'invalid_argument');
      }
    },
  },
  {
    name: 'a machine of somebody else is not ended',
    async run({ client, isBareHost }) {
      if (!isBareHost) return;
      for (const kind of [SHUTDOWN_KIND_POWER_OFF, SHUTDOWN_KIND_REBOOT]) {
        await expectRefused(client.system.shutdown({ kind }), 'failed_precondition');
      }
    },
  },
  {
    name: 'the agent does not restart with a bundle that is no file of root alone',
    async run({ client, scratch }) {
      const request = { bundlePath: `${scratch}/missing`, sha256: Buffer.alloc(32) };
      const error: unknown = await client.system
        .restart(request)
        .catch((reason: unknown) => reason);
      expect(['unimplemented', 'not_found', 'invalid_argument', 'failed_precondition']).toContain(
        (error as { code?: unknown }).code,
      );
      expect((await client.system.getInfo({})).startCount).toBeGreaterThan(0);
    },
  },
];
