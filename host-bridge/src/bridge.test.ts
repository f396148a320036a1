import { expect, test } from 'vitest';
import { startJob } from './bridge.ts';
import { JobError } from './outcome.ts';
import type { RunSettings } from './supervisor/job-context.ts';

test('what is to be delivered before the agent was reached is refused, not lost', async () => {
  const stop = new AbortController();
  const settings = {
    job: { name: 'test', tasks: [], inputs: [], outputs: [] },
    slot: { directory: '/nowhere', path: () => '/nowhere/none' },
    reporter: { phase: () => undefined, warning: () => undefined },
  } as unknown as RunSettings;
  const running = startJob(settings, stop.signal);
  const { signal } = stop;
  const delivered = running.deliver('trickle_down_1', new Uint8Array(1), { signal });
  await expect(delivered).rejects.toMatchObject({ code: 'unavailable' });
  stop.abort(new JobError('terminated', 'the end of the test'));
  await running.finished;
});
