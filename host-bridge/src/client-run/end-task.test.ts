import { describe, expect, test } from 'vitest';
import { JobError } from '../outcome.ts';
import { summariseFailure } from '../report/summarise-failure.ts';
import { ROOM_RETRY_MS, ROOM_WAIT_LIMIT_MS, waitReason, whenThereIsRoom } from './end-task.ts';

const full = () => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });

describe('a file that the client must find', () => {
  test('is written once there is room', async () => {
    const pauses: number[] = [];
    let left = 3;
    await whenThereIsRoom(
      async () => {
        if (left-- > 0) throw full();
      },
      async (delayMs) => pauses.push(delayMs),
    );
    expect(pauses).toEqual([ROOM_RETRY_MS, ROOM_RETRY_MS, ROOM_RETRY_MS]);
  });

  test('is given up after a bounded time', async () => {
    let waitedMs = 0;
    const attempt = whenThereIsRoom(
      async () => {
        throw full();
      },
      async (delayMs) => (waitedMs += delayMs),
    );
    await expect(attempt).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(waitedMs).toBe(ROOM_WAIT_LIMIT_MS);
  });

  test('is not waited for where room is not what lacks', async () => {
    const attempt = whenThereIsRoom(
      async () => {
        throw Object.assign(new Error('permission denied'), { code: 'EACCES' });
      },
      async () => {
        throw new Error('it paused');
      },
    );
    await expect(attempt).rejects.toMatchObject({ code: 'EACCES' });
  });
});

test('the reason of a postponement holds nothing that XML would take for more than text', () => {
  const summary = summariseFailure(
    new JobError('boot_timeout', 'no answer; raise <boot_timeout_s> & wait', { phase: 'link' }),
    0,
  );
  expect(waitReason(summary)).toBe('link: no answer; raise boot_timeout_s + wait');
});
