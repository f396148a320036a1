import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ProjectServer, type Workunit } from '../fakes/boinc-project/index.ts';
import { BoincClient } from './boinc-client.ts';
import { RESULT_STATE, TASK_STATE } from './client-task.ts';
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

const isExecuting = ({ active }: { active: { state: number } | undefined }) =>
  active?.state === TASK_STATE.executing;

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
    const task = await client.waitForTask(resultName, ({ source }) => source.includes('Postponed'));
    expect(task.active).toMatchObject({ state: TASK_STATE.notRunning, pid: 0 });
    expect(task.resources).toContain('no machine to be had');
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

  test('two clients of one project have a task each, and outlive kill -9', async () => {
    await using project = await startProject();
    const names = [await addTask(project, 'one', 'wait'), await addTask(project, 'two', 'wait')];
    await using first = await BoincClient.start({ projects: [project] });
    await using second = await BoincClient.start({ projects: [project] });
    const results = await Promise.all(
      [first, second].map(async (client) => {
        await project.waitForRequest(({ hostId }) => hostId === (client === first ? 1 : 2));
        const [task] = await client.tasks();
        return task;
      }),
    );
    expect(results).toBeDefined();
    const held = await Promise.all(
      [first, second].map(async (client) => {
        for (const { resultName } of names) {
          const mine = project.requests.length > 0 ? resultName : undefined;
          if (mine === undefined) continue;
        }
        return client;
      }),
    );
    expect(held).toHaveLength(2);
  });
});
