import { execFile } from 'node:child_process';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import type { BoincClient } from './boinc-client.ts';
import { type ClientTask, RESULT_STATE } from './client-task.ts';
import type { PackagedJob, TaskWorld } from './task-world.ts';

/** Lines of stderr.txt that must say it all. */
const HEAD_LINES = 20;

/** Longest delay that is asked of the client before a first try again. */
export const FIRST_RETRY_LIMIT_S = 60;

/** Longest way of a task to its end, with three others on a small machine. */
const END_TIMEOUT_MS = 240_000;

/** Several faults at once: a client that takes all tasks in one contact and runs four of them. */
export const MANY_TASKS = { maxTasksPerRequest: 20 } as const;

/** Has the workunit pass `--qemu DIRECTORY` to the bridge. */
export function withQemu(directory: string) {
  return {
    change: async ({ workunitDirectory }: PackagedJob) => {
      await writeFile(join(workunitDirectory, 'command-line'), `--qemu ${directory}`);
    },
  };
}

/** Puts a changed file of the app version in place of another, under a physical name of its own. */
export async function changeAppFile(
  { appDirectory }: PackagedJob,
  logicalName: string,
  change: (path: string) => Promise<void>,
): Promise<void> {
  const descriptionFile = join(appDirectory, 'version.xml');
  const description = await readFile(descriptionFile, 'utf8');
  const name = physicalNameOf(description, logicalName);
  await writeFile(descriptionFile, description.replace(name, `${name}_changed`));
  await rename(join(appDirectory, name), join(appDirectory, `${name}_changed`));
  await change(join(appDirectory, `${name}_changed`));
}

/** Takes a file out of the app version, as a project does that forgets it. */
export async function dropAppFile(
  { appDirectory }: PackagedJob,
  logicalName: string,
): Promise<void> {
  const descriptionFile = join(appDirectory, 'version.xml');
  const description = await readFile(descriptionFile, 'utf8');
  const name = physicalNameOf(description, logicalName);
  const entry = new RegExp(`<file>(?:(?!</file>)[^])*>${name}<(?:(?!</file>)[^])*</file>`);
  await writeFile(descriptionFile, description.replace(entry, ''));
  await rm(join(appDirectory, name));
}

function physicalNameOf(description: string, logicalName: string): string {
  for (const [, file = ''] of description.matchAll(/<file>([^]*?)<\/file>/g)) {
    if (!file.includes(`<logical_name>${logicalName}</logical_name>`)) continue;
    const name = /<physical_name>([^<]+)</.exec(file)?.[1];
    if (name !== undefined) return name;
  }
  throw new Error(`the app version has no ${logicalName}`);
}

/** What a volunteer must find. */
export interface ExpectedFault {
  readonly phase: string;
  readonly code: string;
  /** In the reason. */
  readonly words: readonly (string | RegExp)[];
  /** In the line that says what to do. */
  readonly advice: string | RegExp;
  /** Whether a machine was made, whose versions are told then. */
  readonly machine: boolean;
}

/**
 * The task as the client shows it while it waits; also checks its log.
 *
 * @param again what a later try says: the client may make one before this looks
 */
export async function expectPostponed(
  client: BoincClient,
  resultName: string,
  first: ExpectedFault,
  again: ExpectedFault = first,
): Promise<ClientTask> {
  const task = await client.waitForTask(resultName, ({ isWaiting, waitReason, readyToReport }) => {
    if (readyToReport) throw new Error(`${resultName} was not postponed but ended`);
    return isWaiting && waitReason !== '';
  });
  console.log(`${resultName}: ${task.waitReason}`);
  const fault = task.waitReason.startsWith(`${first.phase}: `) ? first : again;
  expect(task.waitReason).toContain(`${fault.phase}: `);
  for (const word of fault.words) expect(task.waitReason).toMatch(word);
  const slot = client.slotDirectory(task.active?.slot ?? -1);
  const head = expectHead(await readFile(join(slot, 'stderr.txt'), 'utf8'), fault);
  const [, delay, attempt] =
    /^follows +tried again in (\d+) s at the earliest \(attempt (\d+)\)/m.exec(head) ?? [];
  expect(Number(attempt)).toBeGreaterThanOrEqual(1);
  // The client adds up to a minute of its own; another task's end may have it look sooner.
  if (attempt === '1') expect(Number(delay)).toBeLessThanOrEqual(FIRST_RETRY_LIMIT_S);
  return task;
}

/** The task as the client shows and reports it at its end. */
export async function expectError(
  world: TaskWorld,
  client: BoincClient,
  resultName: string,
  fault: ExpectedFault & { readonly exitStatus: number },
): Promise<void> {
  const isReported = () => world.project.reports.some(({ name }) => name === resultName);
  const isOver = async (): Promise<boolean> => {
    const task = (await client.tasks()).find(({ name }) => name === resultName);
    if (task?.readyToReport === true) expect(task.exitStatus).toBe(fault.exitStatus);
    return task?.readyToReport === true || isReported();
  };
  await expect.poll(isOver, { timeout: END_TIMEOUT_MS, interval: 500 }).toBe(true);
  // After a failure the client puts off its report, by minutes.
  if (!isReported()) await client.updateProjects();
  const report = await world.project.waitForReport(resultName);
  expect(report).toMatchObject({ exitStatus: fault.exitStatus, state: RESULT_STATE.computeError });
  const head = expectHead(report.stderrText, fault);
  expect(head).toContain(`reported as an error with exit status ${fault.exitStatus}`);
}

/** The second postponement lasts a minute, and the client looks at its schedule once a minute. */
const HEAL_TIMEOUT_MS = 400_000;

/** It goes on by itself, without a click, and succeeds. */
export async function expectHealed(world: TaskWorld, resultName: string): Promise<string> {
  const report = await world.project.waitForReport(resultName, { timeoutMs: HEAL_TIMEOUT_MS });
  expect(report, report.stderrText).toMatchObject({ exitStatus: 0, state: RESULT_STATE.uploaded });
  return report.stderrText;
}

function expectHead(stderr: string, fault: ExpectedFault): string {
  const lines = stderr.slice(stderr.indexOf('failed ')).split('\n').slice(0, HEAD_LINES);
  const head = lines.join('\n');
  console.log(head);
  const [failed = ''] = lines;
  expect(failed).toMatch(new RegExp(`^failed +in phase ${fault.phase}: `));
  for (const word of fault.words) expect(failed).toMatch(word);
  expect(head).toMatch(new RegExp(`^cause +${fault.code} `, 'm'));
  expect(head.split('\n').find((line) => line.startsWith('to do'))).toMatch(fault.advice);
  expect(head).toMatch(fault.machine ? /^machine +qemu \d.*tcg/m : /^machine +no machine/m);
  expect(head).toMatch(/^versions vmslot \d.*BOINC \d+\.\d+\.\d+/m);
  return head;
}

/** Writes a QEMU that does something first, in the words of a shell, and is the real one then. */
export async function writeWrapper(path: string, script: string): Promise<void> {
  const { stdout } = await promisify(execFile)('which', ['qemu-system-x86_64']);
  // In one step: a task may start meanwhile.
  await writeFile(`${path}.new`, `#!/bin/sh\n${script}\nexec ${stdout.trim()} "$@"\n`, {
    mode: 0o755,
  });
  await rename(`${path}.new`, path);
}
