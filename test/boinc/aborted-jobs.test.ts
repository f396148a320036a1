import { expect, test } from 'vitest';
import { abortJobs } from './abort-rounds.ts';

/** `aborted-nightly.ts` does it 200 times. */
const JOB_COUNT = 60;

test(`after ${JOB_COUNT} aborted jobs there is nothing left on the machine`, async () => {
  const { problems, phases, remains } = await abortJobs(JOB_COUNT);
  expect(problems.join('\n')).toBe('');
  // Not all of them ended before there was a machine.
  for (const driver of ['qemu', 'uml', 'libvirt']) {
    expect([...phases.keys()]).toEqual(
      expect.arrayContaining([`${driver} prepare`, `${driver} boot`]),
    );
  }
  expect(remains).toEqual([]);
});
