import { RpcError } from '@vmslot/proto/rpc';
import { describe, expect, test } from 'vitest';
import type { VmState } from '../hypervisor/driver.ts';
import type { JobContext } from './job-context.ts';
import { leaveCriticalSections } from './leave-critical-sections.ts';

const { signal } = new AbortController();

function jobWith(
  prepareCheckpoint: (request: object, options: object) => Promise<object>,
  machine: { readonly state?: VmState; readonly isPaused?: boolean } = {},
): JobContext {
  const { state = 'running', isPaused = false } = machine;
  return {
    client: { system: { prepareCheckpoint } },
    vm: { state },
    control: { isPaused },
  } as unknown as JobContext;
}

describe('before a machine is copied', () => {
  test('the guest is asked, for as long as its answer may take', async () => {
    const calls: object[] = [];
    const gate = Promise.withResolvers<object>();
    const job = jobWith(async (request, options) => {
      calls.push([request, options]);
      return await gate.promise;
    });
    let isOver = false;
    const answered = leaveCriticalSections(job, { signal, timeoutMs: 7_000 });
    void answered.then(() => (isOver = true));
    expect(calls).toEqual([[{ timeoutMs: 7_000 }, { signal, timeoutMs: 7_000 }]]);
    expect(isOver).toBe(false);
    gate.resolve({});
    expect(await answered).toBe(true);
  });

  test.each(['unimplemented', 'unavailable', 'deadline_exceeded', 'internal'] as const)(
    'a guest that answers %s is copied as it is',
    async (code) => {
      const job = jobWith(async () => {
        throw new RpcError(code, 'no');
      });
      await expect(leaveCriticalSections(job, { signal, timeoutMs: 1 })).resolves.toBe(false);
    },
  );

  test.each([{ state: 'paused' }, { isPaused: true }, { state: 'stopped' }] as const)(
    'a machine that stands still is not asked (%j)',
    async (machine) => {
      let callCount = 0;
      const job = jobWith(async () => ({ callCount: (callCount += 1) }), machine);
      await leaveCriticalSections(job, { signal, timeoutMs: 1 });
      expect(callCount).toBe(0);
    },
  );

  test('before the guest was reached there is nobody to ask', async () => {
    const { client: _client, ...job } = jobWith(async () => ({}));
    await expect(leaveCriticalSections(job, { signal, timeoutMs: 1 })).resolves.toBe(false);
  });
});
