import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeJobDirectory } from '../e2e/job-directory.ts';
import { IMAGE_DIRECTORY } from '../e2e/workspace.ts';
import { FabricatedSlot } from './fabricated-slot.ts';
import { inflict, LOSS_DISK_MB, MOMENT_TIMEOUT_MS, reachMoment } from './loss-faults.ts';
import { checkLedger, LOSS_JOB, stepOfFraction } from './loss-job.ts';
import type { LossLife } from './loss-life.ts';
import type { LossOrder } from './loss-plan.ts';
import { type LossFindings, LossTask } from './loss-task.ts';
import { SlotsFileSystem } from './slots-file-system.ts';

/** How a round came out. */
export interface LossRound extends LossFindings {
  readonly order: LossOrder;
  /** The step that the client was told with the last checkpoint. */
  readonly step: number;
  readonly tookMs: number;
}

/**
 * LossWorld: a task that counts, in a slot on a small disk of its own, and a client that starts it again
 * whatever has happened to it. Disposing it ends everything and removes it.
 */
export class LossWorld implements AsyncDisposable {
  readonly root: string;
  readonly #task: LossTask;
  readonly #disk: SlotsFileSystem | undefined;

  private constructor(root: string, task: LossTask, disk: SlotsFileSystem | undefined) {
    this.root = root;
    this.#task = task;
    this.#disk = disk;
  }

  /** @param hasDisk true: the slots are on a file system of their own, which needs the right to mount one */
  static async create({ hasDisk }: { readonly hasDisk: boolean }): Promise<LossWorld> {
    const root = await mkdtemp(join(tmpdir(), 'vmslot-loss-'));
    const slots = join(root, 'slots');
    const disk = hasDisk ? await SlotsFileSystem.mount(slots, LOSS_DISK_MB) : undefined;
    try {
      const slot = await FabricatedSlot.create({
        dataDirectory: root,
        slot: 0,
        files: await filesOfTask(join(root, 'task')),
        outputs: { 'out.result': 'result_0' },
        initData: { checkpointPeriodS: 1 },
      });
      return new LossWorld(root, new LossTask(slot), disk);
    } catch (error) {
      await disk?.[Symbol.asyncDispose]();
      await rm(root, { recursive: true, force: true });
      throw error;
    }
  }

  /** Boots the machine, and waits until the client has been told two checkpoints. */
  async begin(): Promise<void> {
    const life = await this.#task.start();
    await life.waitFor('two checkpoints', () => life.newlyReported.length > 1, MOMENT_TIMEOUT_MS);
    if (life.hasEnded) throw new Error(`no task to do anything to: ${await life.log()}`);
  }

  /** Waits for the moment, does what is ordered, and lets the life end. */
  async round(order: LossOrder): Promise<LossRound> {
    const beganAtMs = performance.now();
    const task = this.#task;
    const life = await this.#lifeFor(order);
    await reachMoment(order, life);
    if (life.hasEnded) task.addProblem('ended before anything was done to it');
    else await inflict(order, { task, life, disk: this.#disk });
    await task.end(life);
    return {
      order,
      ...task.takeFindings(),
      step: stepOfFraction(task.reported.at(-1)?.fractionDone ?? 0),
      tookMs: performance.now() - beganAtMs,
    };
  }

  /**
   * One life more, in which the job is told to end.
   * @returns how many steps it has done, each once and in order
   * @throws Error where it does not end right
   */
  async finish(): Promise<number> {
    const life = this.#task.life ?? (await this.#task.start());
    await life.waitFor('status', () => life.run.statuses.length > 0, MOMENT_TIMEOUT_MS);
    await life.run.sendTrickleDown('that is enough\n');
    const { exitCode, finish } = await life.run.ended;
    if (exitCode !== 0 || finish?.exitCode !== 0) throw new Error(await life.log());
    return checkLedger(await readFile(this.#task.slot.outputPath('out.result'), 'latin1'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#task[Symbol.asyncDispose]();
    await this.#disk?.[Symbol.asyncDispose]();
    await rm(this.root, { recursive: true, force: true });
  }

  /** The one that runs, where the moment can still come in it. */
  async #lifeFor({ moment }: LossOrder): Promise<LossLife> {
    const { life } = this.#task;
    if (life !== undefined && moment === 'restore') {
      life.run.control({ quit: true });
      await this.#task.end(life);
    }
    return this.#task.life ?? (await this.#task.start());
  }
}

async function filesOfTask(directory: string): Promise<Readonly<Record<string, string>>> {
  await mkdir(directory);
  const jobFile = await writeJobDirectory(directory, { image: './image', elements: LOSS_JOB });
  const image = (await readdir(IMAGE_DIRECTORY)).map((name) => [
    `image/${name}`,
    join(IMAGE_DIRECTORY, name),
  ]);
  return { 'vm_job.xml': jobFile, ...(Object.fromEntries(image) as Record<string, string>) };
}
