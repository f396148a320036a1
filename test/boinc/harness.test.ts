import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ProjectServer, type Workunit } from '../fakes/boinc-project/index.ts';
import { BoincClient } from './boinc-client.ts';
import { type ClientTask, RESULT_STATE, TASK_STATE } from './client-task.ts';
import { SHELL_APP, writeShellApp } from './shell-app.ts';

let root: string;
let appDirectory: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'vmslot-harness-'));
  appDirectory = join(root, 'app');
  await writeShellApp(appDirectory);
});

afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

async function startProject(): Promise<ProjectServer> {
  const project = await ProjectServer.start();
  await project.addAppVersion({ appName: SHELL_APP, versionNum: 100, directory: appDirectory });
  return project;
}

/** A workunit whose input is its own name, and whose output is `out.dat`. */
async function addTask(
  project: ProjectServer,
  name: string,
  commandLine: string,
): Promise<Workunit> {
  const inputs = { 'in.dat': name };
  return await project.addWorkunit({
    name,
    appName: SHELL_APP,
    commandLine,
    inputs,
    outputs: ['out.dat'],
  });
}

const isExecuting = ({ active }: ClientTask) => active?.state === TASK_STATE.executing;

describe('a real client and a project', () => {
  test('download, run, upload, report: the output is the input', async () => {
    await using project = await startProject();
    const directory = join(root, 'workunit');
    const content = randomBytes(300_000);
    await mkdir(directory);
    await writeFile(join(directory, 'in.dat'), content);
    await writeFile(join(directory, 'command-line'), 'echo\n');
    await writeFile(
      join(directory, 'in.xml'),
      `<input_template>
  <file_info><number>0</number></file_info>
  <workunit>
    <file_ref><file_number>0</file_number><open_name>in.dat</open_name></file_ref>
    <rsc_fpops_est>1e9</rsc_fpops_est>
    <rsc_memory_bound>2e8</rsc_memory_bound>
  </workunit>
</input_template>
`,
    );
    await writeFile(
      join(directory, 'out.xml'),
      `<output_template>
  <file_info>
    <name><OUTFILE_0/></name><generated_locally/><upload_when_present/>
    <max_nbytes>400000</max_nbytes><url><UPLOAD_URL/></url>
  </file_info>
  <result>
    <file_ref><file_name><OUTFILE_0/></file_name><open_name>out.dat</open_name></file_ref>
  </result>
</output_template>
`,
    );
    const workunit = await project.addWorkunit({ name: 'copy', appName: SHELL_APP, directory });
    await using client = await BoincClient.start({ projects: [project] });

    const report = await project.waitForReport(workunit.resultName);
    expect(report).toMatchObject({
      exitStatus: 0,
      state: RESULT_STATE.uploaded,
      message: '',
      stderrText: 'mode echo\n',
    });
    expect(report.files[0]?.md5).toBe(createHash('md5').update(content).digest('hex'));
    expect(await project.output(workunit.resultName, 'out.dat')).toEqual(content);
    expect(project.problems).toEqual([]);
    const table = readFileSync(join(client.projectDirectory(project), 'shell_table_1'), 'latin1');
    expect(table).toBe('0123456789\n'.repeat(10_000));
    expect(project.requests[0]?.authenticator).toBe(project.authenticator);
    const bodies = (await client.messages()).map(({ body }) => body);
    expect(bodies).toContain('Computation for task copy_0 finished');
  });

  test('a failing app is reported with its exit status and its stderr', async () => {
    await using project = await startProject();
    const { resultName } = await addTask(project, 'failing', 'fail 7');
    await using client = await BoincClient.start({ projects: [project] });
    const task = await client.waitForTask(resultName, ({ readyToReport }) => readyToReport);
    expect(task).toMatchObject({ exitStatus: 7, state: RESULT_STATE.computeError });
    // The client keeps away from a project for a while after an error, unless it is told to go.
    await client.updateProjects();
    const report = await project.waitForReport(resultName);
    expect(report).toMatchObject({
      exitStatus: 7,
      state: RESULT_STATE.computeError,
      message: 'process exited with code 7 (0x7, -249)',
      stderrText: 'mode fail\n',
    });
  });

  test('a temporary exit is shown with its reason', async () => {
    await using project = await startProject();
    const { resultName } = await addTask(project, 'postponed', 'postpone');
    await using client = await BoincClient.start({ projects: [project] });
    const task = await client.waitForTask(resultName, ({ isWaiting }) => isWaiting);
    expect(task.waitReason).toBe('no machine to be had');
    expect(task.active?.state).toBe(TASK_STATE.notRunning);
  });

  test('a trickle-up arrives, a trickle-down is a file', async () => {
    await using project = await startProject();
    const { resultName } = await addTask(project, 'trickling', 'trickle');
    await using client = await BoincClient.start({ projects: [project] });
    const trickle = await project.waitForTrickle();
    expect(trickle).toMatchObject({ resultName, variety: 'test', text: 'up & <away>\n' });
    project.sendTrickleDown({ resultName, text: 'line 1\n<b>line</b> 2' });
    await client.updateProjects();
    await project.waitForReport(resultName);
    const output = await project.output(resultName, 'out.dat');
    expect(output.toString()).toBe('\nline 1\n<b>line</b> 2\n');
  });

  test('two clients of one project have a task each', async () => {
    await using project = await startProject();
    const workunits = [
      await addTask(project, 'one', 'wait'),
      await addTask(project, 'two', 'wait'),
    ];
    await using first = await BoincClient.start({ projects: [project] });
    await using second = await BoincClient.start({ projects: [project] });
    const held = await Promise.all([first, second].map(waitForAnyTask));
    expect(held.toSorted()).toEqual(workunits.map(({ resultName }) => resultName));
    for (const [index, client] of [first, second].entries()) {
      const resultName = held[index] as string;
      const { active } = await client.waitForTask(resultName, isExecuting);
      await writeFile(join(client.slotDirectory(active?.slot as number), 'go'), '');
    }
    const reports = await Promise.all(held.map((name) => project.waitForReport(name)));
    expect(new Set(reports.map(({ hostId }) => hostId))).toEqual(new Set([1, 2]));
    expect((await project.output('one_0', 'out.dat')).toString()).toBe('one');
    expect((await project.output('two_0', 'out.dat')).toString()).toBe('two');
  });

  test('a task can be suspended and resumed, and outlives a client that is killed', async () => {
    await using project = await startProject();
    const { resultName } = await addTask(project, 'long', 'wait');
    await using client = await BoincClient.start({
      projects: [project],
      preferences: { leave_apps_in_memory: 1 },
    });
    const before = await client.waitForTask(resultName, isExecuting);
    const isSuspended = ({ active }: ClientTask) => active?.state === TASK_STATE.suspended;
    await client.suspendTask(resultName);
    expect((await client.waitForTask(resultName, isSuspended)).suspendedViaGui).toBe(true);
    await client.resumeTask(resultName);
    await client.waitForTask(resultName, isExecuting);
    await client.setRunMode('never');
    await client.waitForTask(resultName, isSuspended);
    await client.setRunMode('always');
    await client.waitForTask(resultName, isExecuting);
    await client.setPreferences({ cpu_usage_limit: 90 });
    const preferences = await client.rpc('<get_global_prefs_working/>');
    expect(preferences).toContain('<cpu_usage_limit>90.0');

    await client.kill9();
    expect(client.pid).toBeUndefined();
    expect(client.processes().map(({ pid }) => pid)).toContain(before.active?.pid);
    await client.restart();
    const after = await client.waitForTask(resultName, isExecuting);
    expect(after.active?.pid).not.toBe(before.active?.pid);
    await writeFile(join(client.slotDirectory(after.active?.slot as number), 'go'), '');
    expect(await project.waitForReport(resultName)).toMatchObject({ exitStatus: 0 });
  });

  test('nothing of a client is left when it is disposed', async () => {
    await using project = await startProject();
    const { resultName } = await addTask(project, 'left', 'wait');
    const client = await BoincClient.start({ projects: [project] });
    await client.waitForTask(resultName, isExecuting);
    expect(client.processes().length).toBeGreaterThan(1);
    await client[Symbol.asyncDispose]();
    expect(client.processes()).toEqual([]);
    expect(existsSync(client.dataDirectory)).toBe(false);
    await expect(client.tasks()).rejects.toThrow('does not run');
  });

  test('a client can run behind other programs, and with an environment of its own', async () => {
    await using project = await startProject();
    const { resultName } = await addTask(project, 'boxed', 'wait');
    await using client = await BoincClient.start({
      projects: [project],
      commandPrefix: (directory) =>
        [
          'bwrap',
          '--ro-bind',
          '/',
          '/',
          '--dev',
          '/dev',
          '--proc',
          '/proc',
          '--tmpfs',
          '/tmp',
        ].concat(['--bind', directory, directory]),
      environment: { PATH: '/usr/bin:/bin' },
    });
    await client.waitForTask(resultName, isExecuting);
    expect(readFileSync(`/proc/${client.pid}/comm`, 'latin1').trim()).toBe('boinc');
    expect(readFileSync(`/proc/${client.pid}/environ`, 'latin1')).not.toContain('HOME=');
    await client.kill9();
    expect(client.pid).toBeUndefined();
  });
});

describe('what is told when it goes wrong', () => {
  test('a missing client is an error, with what to install', async () => {
    const start = BoincClient.start({ projects: [], program: 'no-such-boinc' });
    await expect(start).rejects.toThrow(
      'no-such-boinc is not in PATH: apt-get install boinc-client',
    );
  });

  test('a wait that ends says what did not come', async () => {
    await using project = await startProject();
    const wait = project.waitForReport('nothing_0', { timeoutMs: 1 });
    await expect(wait).rejects.toThrow('there was not a report of nothing_0 in 1 ms');
    const stopped = project.waitForReport('nothing_0', { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toThrow('before the wait was ended');
    await using client = await BoincClient.start({ projects: [project] });
    const task = client.waitForTask('nothing_0', () => true, { timeoutMs: 1 });
    await expect(task).rejects.toThrow('it was never there');
  });
});

async function waitForAnyTask(client: BoincClient): Promise<string> {
  return await vi.waitUntil(async () => (await client.tasks())[0]?.name, { timeout: 60_000 });
}
