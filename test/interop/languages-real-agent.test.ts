import { chmod, copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openAppSocket } from '../../guest-agent/src/app-socket/index.ts';
import {
  collect,
  createStoreFixture,
  endOf,
  NEVER,
  shell,
  type StoreFixture,
} from '../../guest-agent/src/task/task-store-fixture.ts';
import { buildFakeBoinc, FAKE_BOINC_FOLDER } from './fake-boinc-build.ts';

const PYTHON = `
import sys
sys.dont_write_bytecode = True
import boinc
boinc.init()
print(boinc.init_data.app_name, boinc.is_standalone())
boinc.ops_cumulative(1e12, 7)
boinc.send_trickle_up("credit", "one")
boinc.upload_file("part")
boinc.checkpoint_completed()
boinc.finish(4, "no luck", True)
`;

const NODE = `
import * as boinc from './boinc.mjs';
await boinc.init();
boinc.opsCumulative(1e12, 7);
await boinc.sendTrickleUp('credit', 'one');
await boinc.uploadFile('part');
await boinc.checkpointCompleted();
await boinc.finish(4, 'no luck', { isNotice: true });
`;

const SHELL = `
set -e
./boinc-report credit --fpops 1e12 --iops 7
printf one | ./boinc-report trickle credit -
./boinc-report upload part
./boinc-report checkpoint
./boinc-report finish --notice 4 'no luck'
exit 4
`;

/** Puts a file where the user of the task may read and run it. */
async function place(fixture: StoreFixture, source: string, name: string): Promise<void> {
  await copyFile(source, join(fixture.directory, name));
  await chmod(join(fixture.directory, name), 0o755);
}

test.each([
  ['Python', 'app.py', PYTHON, 'python/boinc.py', '/usr/bin/env python3 app.py'],
  ['Node', 'app.mjs', NODE, 'node/boinc.mjs', `${process.execPath} app.mjs`],
  ['shell', 'app.sh', SHELL, 'boinc-report', '/bin/sh app.sh'],
])('what a program in %s says reaches the host as events', async (...language) => {
  const [name, script, text, source, command] = language;
  await using fixture = await createStoreFixture({
    openAppSocket: (options) => openAppSocket(options, { log: () => undefined }),
  });
  const needed = source.split('/').at(-1) ?? source;
  const { directory } = await buildFakeBoinc({ name: 'plain' });
  const path = source === needed ? join(directory, source) : `languages/${source}`;
  await place(fixture, source === needed ? path : `${FAKE_BOINC_FOLDER}${path}`, needed);
  await writeFile(join(fixture.directory, script), text, { mode: 0o755 });
  const copy = `cp ${fixture.directory}/${needed} ${fixture.directory}/${script} .`;
  const request = {
    taskId: name,
    steps: [shell(`: > part; ${copy}; ${command}; exit $?`)],
    appFacts: { appName: 'worker', resultName: 'wu_0' },
  };
  const events = await collect(fixture.store.run(request, NEVER));
  const trickles = events.flatMap(({ trickleUp }) => (trickleUp ? [trickleUp.text] : []));
  expect(trickles.map((bytes) => Buffer.from(bytes ?? []).toString())).toEqual(['one']);
  expect(events.flatMap(({ uploadReady }) => uploadReady?.path ?? [])).toEqual(['part']);
  expect(endOf(events)).toMatchObject({
    outcome: { exitCode: 4, finish: { exitCode: 4, message: 'no luck', isNotice: true } },
    status: {
      fractionDone: 1,
      floatingPointOperations: 1e12,
      integerOperations: 7,
      checkpointCount: 1,
    },
  });
});
