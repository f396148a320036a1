import { LinkError } from '@vmslot/proto/link';
import { RpcError } from '@vmslot/proto/rpc';
import { describe, expect, test } from 'vitest';
import type { JobContext } from './job-context.ts';
import { MAX_ARCHIVE_TRIES, throughCuts } from './through-cuts.ts';

const lost = new RpcError('unavailable', 'the link broke');

/** Work that fails so often, and what is told of it. */
function scene(failures: unknown[], ready: () => Promise<void> = async () => undefined) {
  const stop = new AbortController();
  const warnings: string[] = [];
  const calls: string[] = [];
  const context = {
    signal: stop.signal,
    reporter: { warning: (_phase: string, text: string) => void warnings.push(text) },
    session: {
      ready: async () => {
        calls.push('ready');
        await ready();
      },
    },
  } as unknown as JobContext;
  const work = async (): Promise<number> => {
    calls.push('work');
    if (failures.length > 0) throw failures.shift();
    return 7;
  };
  return { stop, warnings, calls, context, work };
}

describe('work that goes through cuts of the link', () => {
  test('is done again when the link is up again', async () => {
    const { context, work, warnings, calls } = scene([lost, lost]);
    expect(await throughCuts(context, 'outputs', work)).toBe(7);
    expect(calls).toEqual(['work', 'ready', 'work', 'ready', 'work']);
    expect(warnings).toHaveLength(2);
  });

  test('fails with the link after some tries', async () => {
    const { context, work, calls } = scene(Array.from({ length: MAX_ARCHIVE_TRIES }, () => lost));
    await expect(throughCuts(context, 'inputs', work)).rejects.toBe(lost);
    expect(calls.filter((call) => call === 'work')).toHaveLength(MAX_ARCHIVE_TRIES);
  });

  test('fails at once with anything else', async () => {
    for (const error of [new RpcError('data_loss', 'torn'), new Error('ENOSPC')]) {
      const { context, work, calls } = scene([error]);
      await expect(throughCuts(context, 'inputs', work)).rejects.toBe(error);
      expect(calls).toEqual(['work']);
    }
  });

  test('fails with what keeps the link away, and once the job has ended', async () => {
    const refused = new LinkError('unauthenticated', 'another boot');
    const away = scene([lost], async () => {
      throw refused;
    });
    await expect(throughCuts(away.context, 'inputs', away.work)).rejects.toBe(refused);
    const ended = scene([lost]);
    ended.stop.abort();
    await expect(throughCuts(ended.context, 'inputs', ended.work)).rejects.toBe(lost);
    expect(ended.calls).toEqual(['work']);
  });
});
