import { RpcError } from '@vmslot/proto/rpc';
import { describe, expect, test } from 'vitest';
import {
  ANSWER_TIMEOUT_MS,
  assertGuestAnswers,
  MAX_SAVED_SILENCE_MS,
} from './assert-guest-answers.ts';
import type { JobContext } from './job-context.ts';

const { signal } = new AbortController();

/** A job whose guest answers so, and writes down how it was asked. */
function job({
  answer = async () => ({}),
  silentMs = 0,
  isPaused = false,
}: { answer?: () => Promise<unknown>; silentMs?: number; isPaused?: boolean } = {}) {
  const asked: unknown[] = [];
  const getInfo = async (_request: unknown, options: { readonly timeoutMs: number }) => {
    asked.push(options.timeoutMs);
    return await answer();
  };
  const session = { lifeSignCount: 5, ready: async () => undefined };
  const context = {
    client: { system: { getInfo } },
    session,
    control: { isPaused },
    vm: { state: isPaused ? 'paused' : 'running' },
    watch: { silentMs },
  } as unknown as JobContext;
  return { context, asked, session };
}

describe('a guest that is to be saved', () => {
  test('is asked for a sign of life, with a limit', async () => {
    const { context, asked } = job({ silentMs: MAX_SAVED_SILENCE_MS - 1 });
    await assertGuestAnswers(context, { signal });
    expect(asked).toEqual([ANSWER_TIMEOUT_MS]);
  });

  test('may be slow, where it gives another sign of life meanwhile', async () => {
    const { context, session } = job({
      answer: async () => {
        session.lifeSignCount += 1;
        throw new RpcError('deadline_exceeded', 'no reply within 5000 ms');
      },
    });
    await assertGuestAnswers(context, { signal });
    expect(session.lifeSignCount).toBe(6);
  });

  test('is not saved where it gives none', async () => {
    const error = new RpcError('deadline_exceeded', 'no reply within 5000 ms');
    const answer = async (): Promise<never> => {
      throw error;
    };
    await expect(assertGuestAnswers(job({ answer }).context, { signal })).rejects.toBe(error);
  });

  test('nor where it has been silent, and is not even asked then', async () => {
    {
      const { context, asked } = job({ silentMs: MAX_SAVED_SILENCE_MS });
      await expect(assertGuestAnswers(context, { signal })).rejects.toMatchObject({
        code: 'unavailable',
        message: 'the guest has been silent for 10 s',
      });
      expect(asked).toEqual([]);
    }
  });

  test('cannot be asked while it stands still', async () => {
    const { context, asked } = job({ isPaused: true });
    await assertGuestAnswers(context, { signal });
    expect(asked).toEqual([]);
  });
});
