import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { vmslot } from '@vmslot/proto/agent';
import {
  createStoreFixture,
  type StoreFixture,
} from '../../guest-agent/src/task/task-store-fixture.ts';
import type { TaskStore, TaskStoreOptions } from '../../guest-agent/src/task/task-store.ts';

const run = promisify(execFile);
const FOLDER = fileURLToPath(new URL('../../guest-agent/shared-segment/', import.meta.url));
const WARNINGS = ['-std=c99', '-pedantic', '-Wall', '-Wextra', '-Werror', '-D_XOPEN_SOURCE=700'];

/** The program that has segments, and one that plays an app of API 5. Disposing deletes them. */
export interface SegmentPrograms extends AsyncDisposable {
  readonly directory: string;
  readonly segmentProgram: string;
  readonly app: string;
}

/** Compiles both, where each user may run them. */
export async function compileSegmentPrograms(compiler = 'cc'): Promise<SegmentPrograms> {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-segment-'));
  const [segmentProgram, app] = [join(directory, 'shared-segment'), join(directory, 'app')];
  await chmod(directory, 0o755);
  const build = join(directory, 'build');
  await run('make', [
    '-s',
    '-C',
    FOLDER,
    `CC=${compiler}`,
    `BUILD=${build}`,
    `OUT=${segmentProgram}`,
  ]);
  await run(compiler, [...WARNINGS, '-O2', '-o', app, join(FOLDER, 'test/segment-app.c')]);
  return {
    directory,
    segmentProgram,
    app,
    [Symbol.asyncDispose]: async () => await rm(directory, { recursive: true }),
  };
}

/** A store whose tasks find the program that has segments. */
export async function openSegmentScene(
  programs: SegmentPrograms,
  options: Partial<TaskStoreOptions> = {},
): Promise<StoreFixture> {
  const { segmentProgram } = programs;
  return await createStoreFixture({ segmentProgram, ...options });
}

/** Brings the app into the work directory of a task; gives a step that runs it. */
export async function bringApp(
  store: TaskStore,
  { app }: SegmentPrograms,
  taskId: string,
): Promise<(...words: string[]) => vmslot.agent.v1.Step.$Properties> {
  await using lease = await store.prepareWorkDirectory(taskId);
  await copyFile(app, join(lease.stagingPath, 'app'));
  await chmod(join(lease.stagingPath, 'app'), 0o755);
  await lease.commit();
  return (...words) => ({ argv: ['./app', ...words] });
}

/** Keys of the segments that there are in this machine. */
export async function segmentKeys(): Promise<number[]> {
  const [, ...rows] = (await readFile('/proc/sysvipc/shm', 'utf8')).trim().split('\n');
  return rows.map((row) => Number.parseInt(row, 10));
}

/** The keys that an app has printed; each is another, and none of them is left. */
export function keysIn(output: string): number[] {
  return [...output.matchAll(/^key (\d+)$/gm)].map(([, key]) => Number(key));
}
