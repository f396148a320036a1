import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { vmslot } from '@vmslot/proto/agent';
import type { TaskEvent } from '../../guest-agent/src/task/event-reader.ts';
import {
  createStoreFixture,
  readUntil,
  type StoreFixture,
} from '../../guest-agent/src/task/task-store-fixture.ts';

const run = promisify(execFile);
const SOURCE = fileURLToPath(new URL('./real-boinc-probe.cpp', import.meta.url));

type Step = vmslot.agent.v1.Step.$Properties;

/** A directory with include/boinc and lib/ of another library of BOINC's, linked statically; empty: the machine's. */
const PREFIX = process.env['VMSLOT_BOINC_PREFIX'] ?? '';

/** A program linked with BOINC's own library, as this machine's packages have it. Disposing deletes it. */
export interface RealProbe extends AsyncDisposable {
  readonly path: string;
  /** True where the library is part of it, and with that the library's version. */
  readonly isStatic: boolean;
}

/** Compiles the probe, with the library of VMSLOT_BOINC_PREFIX where that is set. @param flags such as `-DNAMES_API` */
export async function compileRealProbe(flags: readonly string[] = []): Promise<RealProbe> {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-real-boinc-'));
  const path = join(directory, 'probe');
  const isStatic = PREFIX !== '';
  const include = join(PREFIX || '/usr', 'include');
  const headers = [...(isStatic ? ['-isystem', include] : []), '-isystem', join(include, 'boinc')];
  const libraries = isStatic
    ? ['libboinc_api.a', 'libboinc.a'].map((name) => join(PREFIX, 'lib', name))
    : ['-lboinc_api', '-lboinc'];
  const options = ['-O1', '-g', '-Wall', '-Wextra', '-Werror', ...headers, ...flags, '-o', path];
  await run('g++', [...options, SOURCE, ...libraries, '-pthread']);
  return {
    path,
    isStatic,
    [Symbol.asyncDispose]: async () => await rm(directory, { recursive: true }),
  };
}

/** A store of tasks, and the probe where the user of a task may run it. */
export interface RealScene extends AsyncDisposable {
  readonly fixture: StoreFixture;
  readonly store: StoreFixture['store'];
  readonly program: string;
}

/** Opens a store with a copy of the probe. */
export async function openRealScene(probe: RealProbe): Promise<RealScene> {
  const fixture = await createStoreFixture();
  const program = join(fixture.directory, 'probe');
  await copyFile(probe.path, program);
  await chmod(program, 0o755);
  return {
    fixture,
    get store() {
      return fixture.store;
    },
    program,
    [Symbol.asyncDispose]: async () => await fixture[Symbol.asyncDispose](),
  };
}

/** A step whose program does what comes by the pipe `ask` of its work directory; it may start again. */
export function asked(program: string, more: Step = {}): Step {
  const script = `[ -p ask ] || mkfifo ask; echo up; exec ${program} 0<>ask`;
  return {
    argv: ['/bin/sh', '-c', script],
    boincApi: vmslot.agent.v1.BoincApi.BOINC_API_CORE_CLIENT,
    ...more,
  };
}

/** A step whose program does what these lines say, and then leaves with 0. */
export function told(program: string, lines: readonly string[], more: Step = {}): Step {
  const words = lines.map((line) => `'${line}'`).join(' ');
  const script = `printf '%s\\n' ${words} > lines; exec ${program} < lines`;
  return {
    argv: ['/bin/sh', '-c', script],
    boincApi: vmslot.agent.v1.BoincApi.BOINC_API_CORE_CLIENT,
    ...more,
  };
}

/** Writes a line to the pipe of a task. */
export async function tell(scene: RealScene, taskId: string, line: string): Promise<void> {
  await using pipe = await open(join(scene.store.workDirectory(taskId), 'ask'), 'r+');
  await pipe.write(`${line}\n`);
}

/** Tells the program of a task a line, and reads its events until it has answered. */
export async function ask(
  scene: RealScene,
  events: AsyncIterator<TaskEvent, void>,
  [taskId, line, answer]: readonly [taskId: string, line: string, answer: string],
): Promise<TaskEvent[]> {
  await tell(scene, taskId, line);
  return await readUntil(events, `${answer}\n`);
}

/** Reads events until one is as wanted. */
export async function readUntilEvent(
  events: AsyncIterator<TaskEvent, void>,
  isWanted: (event: TaskEvent) => boolean,
): Promise<TaskEvent> {
  for (;;) {
    const { value } = await events.next();
    if (value === undefined) throw new Error('the task ended before what was waited for');
    if (isWanted(value)) return value;
  }
}
