import { expect, test } from 'vitest';
import { LogRing } from './log-ring.ts';
import { SystemService } from './system-service.ts';
import { MAX_PREPARE_CHECKPOINT_MS } from './system-limits.ts';

const { signal } = new AbortController();

function serviceWith(leaveCriticalSections: (signal: AbortSignal) => Promise<void>): SystemService {
  return new SystemService({
    info: {
      agentVersion: '0',
      features: [],
      bootId: 'boot',
      readyAfterMs: () => 0,
      startCount: () => 1,
      stateDirectory: '/tmp',
    },
    ownsMachine: false,
    leaveCriticalSections,
    logRing: new LogRing(),
    log: () => undefined,
  });
}

test('a copy waits until every program has left its critical section', async () => {
  const gate = Promise.withResolvers<void>();
  await using service = serviceWith(() => gate.promise);
  const order: string[] = [];
  const prepared = service.prepareCheckpoint({}, { signal }).then(() => order.push('prepared'));
  order.push('left');
  gate.resolve();
  await prepared;
  expect(order).toEqual(['left', 'prepared']);
});

test('one that never leaves is waited for as long as the call says, or its caller stays', async () => {
  const untilTold = (end: AbortSignal) =>
    new Promise<void>((resolve) => end.addEventListener('abort', () => resolve()));
  await using service = serviceWith(untilTold);
  await expect(service.prepareCheckpoint({ timeoutMs: 1 }, { signal })).resolves.toEqual({});
  const caller = new AbortController();
  const prepared = service.prepareCheckpoint({}, { signal: caller.signal });
  caller.abort();
  await expect(prepared).resolves.toEqual({});
});

test('nobody waits longer than the limit', async () => {
  await using service = serviceWith(async () => undefined);
  const timeoutMs = MAX_PREPARE_CHECKPOINT_MS + 1;
  await expect(service.prepareCheckpoint({ timeoutMs }, { signal })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
});
