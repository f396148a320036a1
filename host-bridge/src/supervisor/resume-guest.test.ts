import { RpcError } from '@vmslot/proto/rpc';
import { describe, expect, test, vi } from 'vitest';
import type { AgentClient } from '../agent-client/index.ts';
import { MAX_RESUME_ATTEMPT_COUNT, resumeGuest, ROUND_TRIP_SAMPLE_COUNT } from './resume-guest.ts';

/** The host's clock. */
const WALL_MS = 1_700_000_000_123;

interface Sent {
  readonly resumeId: string;
  readonly entropy: Uint8Array;
  readonly wallTimeUs: number;
  readonly roundTripUs: number;
}

/** A guest whose calls fail as a script says; undefined: they do not. */
function guest(script: readonly (Error | undefined)[] = []) {
  const calls: string[] = [];
  const sent: Sent[] = [];
  const delaysMs: number[] = [];
  const system = {
    getInfo: async () => {
      calls.push('getInfo');
      const [delayMs = 0] = delaysMs.splice(0, 1);
      if (delayMs > 0) vi.advanceTimersByTime(delayMs);
      return {};
    },
    resume: async (request: Sent) => {
      calls.push('resume');
      sent.push(request);
      const error = script[sent.length - 1];
      if (error !== undefined) throw error;
      return { failedHooks: ['10-a: no'] };
    },
  };
  const end = new AbortController();
  const run = () =>
    resumeGuest({ system } as unknown as Pick<AgentClient, 'system'>, {
      signal: end.signal,
      ready: async () => {
        calls.push('ready');
      },
      wallMs: () => WALL_MS,
    });
  return { calls, delaysMs, end, run, sent };
}

/** The calls of one attempt. */
const ATTEMPT = ['ready', ...Array(ROUND_TRIP_SAMPLE_COUNT).fill('getInfo'), 'resume'];

const lost = new RpcError('unavailable', 'the link broke');

describe('a guest that goes on', () => {
  test('is told the time, what a call takes, and fresh bytes', async () => {
    const { calls, run, sent } = guest();
    expect(await run()).toBe(1);
    expect(calls).toEqual(ATTEMPT);
    expect(sent[0]?.resumeId).toMatch(/^[A-Za-z0-9._-]{1,64}$/);
    expect(sent[0]?.entropy).toHaveLength(64);
    expect(sent[0]?.wallTimeUs).toBe(WALL_MS * 1000);
    expect(sent[0]?.roundTripUs).toBeGreaterThanOrEqual(0);
    await run();
    expect(sent[1]?.resumeId).not.toBe(sent[0]?.resumeId);
    expect(sent[1]?.entropy).not.toEqual(sent[0]?.entropy);
  });

  test('is told the shortest of several round trips', async () => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
    try {
      const { delaysMs, run, sent } = guest();
      delaysMs.push(900, 7, 40);
      await run();
      expect(sent[0]?.roundTripUs).toBe(7_000);
    } finally {
      vi.useRealTimers();
    }
  });

  test('is told again under the same name where the link breaks', async () => {
    const { calls, run, sent } = guest([lost, lost]);
    await run();
    expect(calls).toEqual(Array.from({ length: 3 }, () => ATTEMPT).flat());
    expect(new Set(sent.map(({ resumeId }) => resumeId)).size).toBe(1);
  });

  test('is given up where the link breaks again and again', async () => {
    const { run, sent } = guest(Array.from({ length: 100 }, () => lost));
    await expect(run()).rejects.toBe(lost);
    expect(sent).toHaveLength(MAX_RESUME_ATTEMPT_COUNT);
  });

  test('with an agent that has no such call is left as it is', async () => {
    const { run, sent } = guest([new RpcError('unimplemented', 'not in this agent')]);
    expect(await run()).toBe(0);
    expect(sent).toHaveLength(1);
  });

  test('that cannot do it says why, once', async () => {
    const error = new RpcError('internal', 'the clock could not be set');
    const { run, sent } = guest([error]);
    await expect(run()).rejects.toBe(error);
    expect(sent).toHaveLength(1);
  });

  test('is not asked again when the job ends', async () => {
    const { end, run, sent } = guest([lost, lost]);
    end.abort();
    await expect(run()).rejects.toBe(lost);
    expect(sent).toHaveLength(1);
  });
});
