import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NO_SUCH_UPLOAD } from '../../host-bridge/src/supervisor/early-outputs.ts';
import { compileWithFakeBoinc } from '../interop/fake-boinc-build.ts';
import { RESULT_STATE } from './client-task.ts';
import { TaskWorld } from './task-world.ts';

const SOURCE = new URL('inner-app.c', import.meta.url).pathname;

test('what a program says by the library reaches the client and the server, and theirs reach it', async () => {
  const program = await compileWithFakeBoinc({ name: 'plain' }, SOURCE, {
    flags: ['-std=gnu99', '-Wall', '-Wextra', '-Werror', '-static'],
  });
  await using world = await TaskWorld.create();
  const { project } = world;
  const { resultName } = await world.addJob('inner', {
    files: { inner: await readFile(program) },
    elements: `
      <input><source>inner</source><executable/></input>
      <task><application>inner</application><command_line>part</command_line></task>
      <output><source>part</source><intermediate/></output>
      <output><source>facts</source></output>`,
  });
  const client = await world.startClient();

  const put = await client.waitForTask(
    resultName,
    ({ isWaiting, waitReason }) => isWaiting && waitReason !== '',
  );
  // The client shows the reason as XML would have it.
  expect(put.waitReason).toMatch(/^run: task inner .* in 2 s: no license now$/);
  const head = await readFile(
    join(client.slotDirectory(put.active?.slot ?? -1), 'stderr.txt'),
    'utf8',
  );
  expect(head).toMatch(/^cause {4}app_deferred/m);
  expect(head).toMatch(/^follows {2}tried again in 2 s/m);
  project.sendTrickleDown({ resultName, text: 'go on\n' });
  await client.updateProjects();

  const begun = await project.waitForTrickle(({ variety }) => variety === 'stage');
  expect(begun).toMatchObject({ resultName, text: 'begun' });
  await project.waitForUpload(resultName, 'out.part');
  const half = await client.waitForTask(
    resultName,
    ({ active }) => (active?.fractionDone ?? 0) >= 0.5,
  );
  expect(half.active?.fractionDone).toBeLessThanOrEqual(1);

  const report = await project.waitForReport(resultName);
  expect(report, report.stderrText).toMatchObject({ exitStatus: 0, state: RESULT_STATE.uploaded });
  expect(report.fpopsCumulative).toBeCloseTo(40e9, -6);
  expect(report.fpopsPerCpuSec).toBeCloseTo(4e9, -6);
  const facts = (await project.output(resultName, 'out.facts')).toString();
  expect(facts).toMatch(/^vmslot_inner inner inner_0 100\n/);
  expect(facts).toMatch(/^authenticator '' period [1-9]\d*$/m);
  expect(facts).toMatch(new RegExp(`^upload of facts ${NO_SUCH_UPLOAD}, of part done$`, 'm'));
  expect(project.trickles.filter(({ variety }) => variety === 'stage')).toHaveLength(1);
  const notices = (await client.messages()).filter(({ body }) => body.includes('all parts agree'));
  expect(notices).toHaveLength(1);
});
