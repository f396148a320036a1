import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { findProgram } from '../../host-bridge/src/hypervisor/find-program.ts';
import { RESULT_STATE } from './client-task.ts';
import { countedBy, TaskWorld } from './task-world.ts';

/** Lasts several times as long as until the first checkpoint, on a fast machine as well. */
const COUNT = { steps: 20, rounds: 1, stepPauseS: 0.8, checkpointIntervalS: 3 };

/**
 * What systemd makes of ProtectSystem=strict, ProtectHome=yes and PrivateTmp=yes with the data
 * directory alone in ReadWritePaths: all else is read-only, homes are empty, and /tmp is the unit's own.
 * It is even emptier here: /tmp may not be written to.
 */
function hardened(dataDirectory: string): readonly string[] {
  return [
    'bwrap',
    ['--ro-bind', '/', '/'],
    ['--dev', '/dev'],
    ['--proc', '/proc'],
    ['--tmpfs', '/home', '--remount-ro', '/home'],
    ['--tmpfs', '/root', '--remount-ro', '/root'],
    ['--bind', dataDirectory, dataDirectory],
    ['--unsetenv', 'HOME'],
    '--',
  ].flat();
}

test('a job runs where only the data directory can be written, without a home', async () => {
  expect(await findProgram('bwrap'), 'apt-get install bubblewrap').toBeDefined();
  await using world = await TaskWorld.create();
  const { resultName } = await world.addCounting('hardened', COUNT);
  const client = await world.startClient({
    commandPrefix: hardened,
    environment: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8' },
    parentDirectory: world.root,
  });
  const report = await world.project.waitForReport(resultName);
  expect(report.stderrText).not.toMatch(/EROFS|read-only/i);
  expect(report).toMatchObject({ exitStatus: 0, state: RESULT_STATE.uploaded });
  const output = await world.project.output(resultName, 'out.result.txt');
  expect(output.toString()).toBe(countedBy(COUNT));
  expect(report.stderrText).toMatch(/checkpoint-1 saved/);
  // The client empties the slot of a task that is over; nothing of ours is anywhere else.
  expect(await readdir(client.slotDirectory(0))).toEqual([]);
});
