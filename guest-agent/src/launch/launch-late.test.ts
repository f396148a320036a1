import type * as childProcess from 'node:child_process';
import { readFileSync, renameSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { readBootId } from './index.ts';
import { LaunchFixture, script } from './launch-fixture.ts';
import { createStatusDirectory, readStages, STATUS_FILES } from './status-directory.ts';

const moment = vi.hoisted((): { beforeFork: () => void } => ({ beforeFork: () => undefined }));

vi.mock('node:child_process', async (original) => {
  const real = await original<typeof childProcess>();
  return {
    ...real,
    spawn: (...given: Parameters<typeof real.spawn>) => {
      moment.beforeFork();
      return real.spawn(...given);
    },
  };
});

test('a keeper that comes late is none of the launch that the next agent has begun', async () => {
  await using fixture = await LaunchFixture.create();
  const options = fixture.options(script('echo ran; exit 7'));
  const { statusDirectory } = options;
  const old = `${statusDirectory}.old`;
  // The agent dies, and another gives up its launch and begins the next, before the keeper is there.
  moment.beforeFork = () => {
    renameSync(statusDirectory, old);
    createStatusDirectory(statusDirectory, { bootId: readBootId() });
  };
  await fixture.run(options);
  // In the directory that was made for it, wherever that is, it may run: nobody has revoked it there.
  expect(readStages(old).keeper).toBeDefined();
  expect(await readFile(join(old, STATUS_FILES.exit), 'latin1')).toMatch(/^exited 7\n/);
  expect(() => readFileSync(join(statusDirectory, STATUS_FILES.claim))).toThrow('ENOENT');
});
