import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { countResult, parseCount } from '../../examples/counting/check.ts';
import { type JobDirectory, writeJobDirectory } from '../e2e/job-directory.ts';
import { IMAGE_DIRECTORY, REPOSITORY } from '../e2e/workspace.ts';
import {
  ProjectServer,
  type ProjectServerOptions,
  type Workunit,
} from '../fakes/boinc-project/index.ts';
import { BoincClient, type BoincClientOptions } from './boinc-client.ts';
import type { RunningProcess } from './process-tree.ts';

/** The bridge as volunteers get it. */
export const EXECUTABLE = join(REPOSITORY, 'host-bridge', 'dist', 'vmslot-x86_64-linux');

/** Version number of the app versions here. */
const VERSION_NUM = 100;

/**
 * Of each workunit, in operations. A client makes up a fraction for a task that has said none for a minute,
 * by the time that it expects. Of work for centuries that is 0, so that what is seen above is the task's own.
 */
const BOUNDS = { fpopsEst: 1e19, fpopsBound: 1e20 };

/** A job that has been made an app version and a workunit. */
export interface PackagedJob {
  readonly appDirectory: string;
  readonly workunitDirectory: string;
}

/**
 * TaskWorld: a project on loopback, the clients attached to it, and the jobs that it hands out, all in
 * one directory. Disposing it ends the clients with all that they started, and removes the directory.
 */
export class TaskWorld implements AsyncDisposable {
  readonly root: string;
  readonly project: ProjectServer;
  readonly #clients: BoincClient[] = [];
  readonly #apps = new Set<string>();
  #jobCount = 0;

  private constructor(root: string, project: ProjectServer) {
    this.root = root;
    this.project = project;
  }

  static async create(options: ProjectServerOptions = {}): Promise<TaskWorld> {
    const root = await mkdtemp(join(tmpdir(), 'vmslot-task-'));
    return new TaskWorld(root, await ProjectServer.start(options));
  }

  /** Writes a job, packages it as a maintainer does, and adds it to the project. */
  async addJob(name: string, job: JobDirectory, options: AddJobOptions = {}): Promise<Workunit> {
    const directory = this.path(`job-${(this.#jobCount += 1)}`);
    await mkdir(directory);
    await writeJobDirectory(directory, { image: IMAGE_DIRECTORY, ...job });
    return await this.addJobDirectory(name, directory, options);
  }

  /** The counting example with a count of its own. */
  async addCounting(
    name: string,
    count: CountOptions,
    options: AddJobOptions = {},
  ): Promise<Workunit> {
    const directory = this.path(`job-${(this.#jobCount += 1)}`);
    await cp(join(REPOSITORY, 'examples', 'counting'), directory, { recursive: true });
    await writeFile(join(directory, 'count.txt'), countText(count));
    if (count.stepPauseS !== undefined) {
      await addPause(join(directory, 'count.sh'), count.stepPauseS);
    }
    const file = join(directory, 'vm_job.xml');
    const text = await readFile(file, 'utf8');
    const elements = `<boot_timeout_s>500</boot_timeout_s>${count.elements ?? ''}`;
    await writeFile(
      file,
      text
        .replace(/<image>[^<]*<\/image>/, `<image>${IMAGE_DIRECTORY}</image>${elements}`)
        .replace(
          /<minimum_checkpoint_interval>[^<]*</,
          `<checkpoint_write_limit_mb>0</checkpoint_write_limit_mb><minimum_checkpoint_interval>${count.checkpointIntervalS ?? 600}<`,
        ),
    );
    return await this.addJobDirectory(name, directory, options);
  }

  /** One of the examples as it is, on the image that the tests have. */
  async addExample(name: string): Promise<Workunit> {
    const directory = this.path(`job-${(this.#jobCount += 1)}`);
    await cp(join(REPOSITORY, 'examples', name), directory, { recursive: true });
    const file = join(directory, 'vm_job.xml');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replace(/<image>[^<]*<\/image>/, `<image>${IMAGE_DIRECTORY}</image>`),
    );
    return await this.addJobDirectory(name, directory, {});
  }

  async addJobDirectory(
    name: string,
    directory: string,
    options: AddJobOptions,
  ): Promise<Workunit> {
    const packaged = join(directory, 'package');
    await packageJob(join(directory, 'vm_job.xml'), packaged);
    await options.change?.({
      appDirectory: join(packaged, 'app'),
      workunitDirectory: join(packaged, 'workunit'),
    });
    const appName = `vmslot_${options.app ?? name}`;
    if (!this.#apps.has(appName)) {
      this.#apps.add(appName);
      const app = join(packaged, 'app');
      await this.project.addAppVersion({ appName, versionNum: VERSION_NUM, directory: app });
    }
    return await this.project.addWorkunit({
      name,
      appName,
      directory: join(packaged, 'workunit'),
      account: options.account,
      ...BOUNDS,
    });
  }

  async startClient(options: Partial<BoincClientOptions> = {}): Promise<BoincClient> {
    const client = await BoincClient.start({ projects: [this.project], ...options });
    this.#clients.push(client);
    return client;
  }

  path(...names: string[]): string {
    return join(this.root, ...names);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#clients) await client[Symbol.asyncDispose]();
    await this.project[Symbol.asyncDispose]();
    await rm(this.root, { recursive: true, force: true });
  }
}

export interface AddJobOptions {
  /** Name of the app, of whose version the first job of that name decides. Default: the job's own. */
  readonly app?: string | undefined;
  /** Who gets it. Default: whoever asks. */
  readonly account?: string | undefined;
  /** Changes what was packaged, to inject a fault. */
  readonly change?: (packaged: PackagedJob) => Promise<void>;
}

export interface CountOptions {
  readonly steps: number;
  readonly rounds: number;
  /** Default: 600. */
  readonly checkpointIntervalS?: number;
  /** What the program sleeps after each step, for work that shall last and need no CPU. Default: nothing. */
  readonly stepPauseS?: number;
  /** Further elements of the job file. */
  readonly elements?: string;
}

/** What the counting job must leave. */
export function countedBy({ steps, rounds }: CountOptions): string {
  return `${countResult(parseCount(countText({ steps, rounds })))}\n`;
}

/** Has the counting program sleep at the end of each step. */
async function addPause(program: string, pauseS: number): Promise<void> {
  const text = await readFile(program, 'utf8');
  const changed = text.replace(/^ {2}report\n(?=done$)/m, `$&  sleep ${pauseS}\n`);
  if (changed === text) throw new Error('the counting program has no such loop any more');
  await writeFile(program, changed);
}

function countText({ steps, rounds }: CountOptions): string {
  return `steps ${steps}\nrounds ${rounds}\n`;
}

/** Processes of machines that belong to a client; the trial of an accelerator is none. */
export function machinesOf(client: BoincClient): readonly RunningProcess[] {
  return client
    .processes()
    .filter(({ commandLine }) => /^\S*qemu-system\S* .*overlay\.qcow2/.test(commandLine));
}

async function packageJob(jobFile: string, out: string): Promise<void> {
  const program = join(REPOSITORY, 'host-bridge', 'bin', 'vmslot.mjs');
  await promisify(execFile)(process.execPath, [
    program,
    'package',
    '--job',
    jobFile,
    '--out',
    out,
    '--bridge',
    EXECUTABLE,
  ]);
}
