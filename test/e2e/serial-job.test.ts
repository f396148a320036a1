import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { expectSuccess } from './expect-outcome.ts';
import { shellTask, writeJobDirectory } from './job-directory.ts';
import { VmslotRun } from './run-vmslot.ts';
import { Workspace } from './workspace.ts';

test('a whole job over a plain serial port, with the console beside it', async () => {
  await using workspace = await Workspace.create();
  const content = randomBytes(48 * 1024).toString('hex');
  await writeJobDirectory(workspace.job, {
    elements: [
      '<agent_link>serial</agent_link>',
      '<input><source>in.txt</source></input>',
      shellTask('echo the app runs; sha256sum in.txt >sum.txt; cp in.txt out.txt'),
      '<output><source>out.txt</source></output><output><source>sum.txt</source></output>',
    ].join('\n'),
    files: { 'in.txt': content },
  });
  await using run = await VmslotRun.start(workspace);
  await expectSuccess(workspace, run);
  expect(run.appOutput).toContain('the app runs');
  expect(await readFile(join(workspace.out, 'out.txt'), 'utf8')).toBe(content);
});
