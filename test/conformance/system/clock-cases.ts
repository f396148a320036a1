import { randomBytes } from 'node:crypto';
import { vmslot } from '@vmslot/proto/agent';
import { expect } from 'vitest';
import type { ConformanceCase } from '../conformance-case.ts';
import { expectRefused } from './expect-refused.ts';

const { CLOCK_ACTION_NONE, CLOCK_ACTION_STEPPED } = vmslot.agent.v1.ClockAction;

const resumeId = () => `case-${randomBytes(8).toString('hex')}`;
const entropy = randomBytes(64);
const now = () => Date.now() * 1000;

/** Resume and SetTime. On a bare host none of them changes a clock. */
export const CLOCK_CASES: readonly ConformanceCase[] = [
  {
    name: 'a resume without a time leaves the clock alone',
    needs: ['resume'],
    async run({ client }) {
      const reply = await client.system.resume({ resumeId: resumeId(), entropy });
      expect(reply.clock ?? undefined).toBeUndefined();
      expect(reply.failedHooks).toEqual([]);
    },
  },
  {
    name: 'a resume with one id gives one reply',
    needs: ['resume'],
    async run({ client }) {
      const request = { resumeId: resumeId(), entropy };
      const first = await client.system.resume(request);
      expect(await client.system.resume(request)).toEqual(first);
      const both = [client.system.resume(request), client.system.resume(request)];
      expect(await Promise.all(both)).toEqual([first, first]);
    },
  },
  ...[0, 31, 513, 100_000].map((length): ConformanceCase => ({
    name: `a resume with ${length} bytes of entropy is refused`,
    needs: ['resume'],
    async run({ client }) {
      const request = { resumeId: resumeId(), entropy: randomBytes(length) };
      await expectRefused(client.system.resume(request), 'invalid_argument');
    },
  })),
  ...['', 'a/b', '../x', 'x'.repeat(65), 'x'.repeat(1_000_000), 'a\0b', 'é'].map(
    (id, index): ConformanceCase => ({
      name: `a resume whose id is no name is refused (${index + 1})`,
      needs: ['resume'],
      async run({ client }) {
        const request = { resumeId: id, entropy };
        await expectRefused(client.system.resume(request), 'invalid_argument');
      },
    }),
  ),
  ...[-1, 4_102_444_800_000_001, Number.MAX_SAFE_INTEGER].map((wallTimeUs): ConformanceCase => ({
    name: `${wallTimeUs} us is no time to be set`,
    needs: ['resume'],
    async run({ client }) {
      const request = { resumeId: resumeId(), entropy, wallTimeUs };
      await expectRefused(client.system.resume(request), 'invalid_argument');
      await expectRefused(client.system.setTime({ wallTimeUs }), 'invalid_argument');
    },
  })),
  {
    name: 'a round trip of more than a minute tells no time',
    needs: ['resume'],
    async run({ client }) {
      const request = { wallTimeUs: now(), roundTripUs: 60_000_001 };
      await expectRefused(client.system.setTime(request), 'invalid_argument');
    },
  },
  {
    name: 'a time is set only by an agent that owns its machine',
    async run({ client, isBareHost }) {
      const call = client.system.setTime({ wallTimeUs: now(), roundTripUs: 0 });
      if (isBareHost) await expectRefused(call, 'failed_precondition');
      else expect((await call).clock?.action).toBeGreaterThanOrEqual(CLOCK_ACTION_NONE);
    },
  },
  {
    name: 'a clock that is an hour wrong is stepped there and back',
    needs: ['time'],
    notOnBareHost: true,
    async run({ client }) {
      const hourUs = 3_600_000_000;
      const ahead = await client.system.setTime({ wallTimeUs: now() + hourUs });
      expect(ahead.clock?.action).toBe(CLOCK_ACTION_STEPPED);
      const back = await client.system.setTime({ wallTimeUs: now() });
      expect(back.clock?.action).toBe(CLOCK_ACTION_STEPPED);
      expect(back.clock?.errorUs).toBeLessThan(-hourUs + 60_000_000);
    },
  },
];
