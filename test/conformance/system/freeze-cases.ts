import { vmslot } from '@vmslot/proto/agent';
import { expect } from 'vitest';
import type { ConformanceCase } from '../conformance-case.ts';
import { expectRefused } from './expect-refused.ts';

const { FREEZE_STATE_ALREADY, FREEZE_STATE_FROZEN, FREEZE_STATE_REFUSED, FREEZE_STATE_THAWED } =
  vmslot.agent.v1.FreezeState;

/** Frozen file systems. On a bare host none is frozen. */
export const FREEZE_CASES: readonly ConformanceCase[] = [
  {
    name: 'what cannot be frozen is told with its reason',
    needs: ['freeze'],
    async run({ client, scratch }) {
      const paths = ['/proc', scratch, '/nothing/is/here'];
      const { fileSystems } = await client.system.freezeFileSystems({ paths });
      expect(fileSystems.map(({ mountPoint }) => mountPoint).toSorted()).toEqual(paths.toSorted());
      for (const { message, state } of fileSystems) {
        expect(state).toBe(FREEZE_STATE_REFUSED);
        expect(message).not.toBe('');
      }
    },
  },
  {
    name: 'a copy is prepared at once where nobody is in a critical section',
    needs: ['prepare-checkpoint'],
    async run({ client }) {
      await expect(client.system.prepareCheckpoint({})).resolves.toBeDefined();
    },
  },
  {
    name: 'a copy waits for programs for 10 s at the most',
    needs: ['prepare-checkpoint'],
    async run({ client }) {
      const call = client.system.prepareCheckpoint({ timeoutMs: 10_001 });
      await expectRefused(call, 'invalid_argument');
    },
  },
  {
    name: 'a thaw where nothing is frozen does nothing',
    needs: ['freeze'],
    async run({ client }) {
      const reply = await client.system.thawFileSystems({});
      expect(reply.fileSystems).toEqual([]);
      expect(reply.tooLate).toBe(false);
    },
  },
  ...['proc', '', './', '/a\0b', `/${'x'.repeat(5000)}`].map((path, index): ConformanceCase => ({
    name: `what is no absolute path is not frozen (${index + 1})`,
    needs: ['freeze'],
    async run({ client }) {
      const call = client.system.freezeFileSystems({ paths: [path] });
      await expectRefused(call, 'invalid_argument');
    },
  })),
  {
    name: 'too many file systems at once are refused',
    needs: ['freeze'],
    async run({ client }) {
      const paths = Array.from({ length: 65 }, (_value, index) => `/${index}`);
      await expectRefused(client.system.freezeFileSystems({ paths }), 'invalid_argument');
    },
  },
  {
    name: 'a freeze for more than a minute is refused',
    needs: ['freeze'],
    async run({ client }) {
      const request = { paths: ['/proc'], timeoutMs: 60_001 };
      await expectRefused(client.system.freezeFileSystems(request), 'invalid_argument');
    },
  },
  {
    name: 'everything is frozen only by an agent that owns its machine; reading goes on, changing does not',
    needs: ['freeze'],
    async run({ client, isBareHost, scratch }) {
      const call = client.system.freezeFileSystems({ timeoutMs: 60_000 });
      if (isBareHost) {
        await expectRefused(call, 'failed_precondition');
        return;
      }
      try {
        const root = { mountPoint: '/', state: FREEZE_STATE_FROZEN };
        expect((await call).fileSystems).toContainEqual(expect.objectContaining(root));
        const again = await client.system.freezeFileSystems({ paths: ['/'] });
        expect(again.fileSystems).toMatchObject([{ ...root, state: FREEZE_STATE_ALREADY }]);
        expect((await client.file.stat({ path: '/etc/passwd' })).file).toBeTruthy();
        expect((await client.system.getInfo({})).uptimeMs).toBeGreaterThan(0);
        await expectRefused(client.file.remove({ path: `${scratch}/x` }), 'unavailable');
        await expectRefused(client.task.deliver({ taskId: 'x', name: 'y' }), 'unavailable');
      } finally {
        const { fileSystems, tooLate } = await client.system.thawFileSystems({});
        expect(fileSystems).toContainEqual(
          expect.objectContaining({ mountPoint: '/', state: FREEZE_STATE_THAWED }),
        );
        expect(tooLate).toBe(false);
      }
    },
  },
  {
    name: 'what nobody thaws is thawed when the time is over, and a thaw after that says so',
    needs: ['freeze'],
    notOnBareHost: true,
    async run({ client }) {
      await client.system.freezeFileSystems({ paths: ['/'], timeoutMs: 10_000 });
      const write = () => client.task.deliver({ taskId: 'x', name: 'y' });
      // Unavailable while it is frozen; after that the task is not known.
      await expect
        .poll(() => write().catch(({ code }: { code: string }) => code), { timeout: 60_000 })
        .toBe('not_found');
      expect((await client.system.thawFileSystems({})).tooLate).toBe(true);
    },
  },
];
