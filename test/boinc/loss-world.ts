import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { writeJobDirectory } from '../e2e/job-directory.ts';
import { IMAGE_DIRECTORY } from '../e2e/workspace.ts';
import { FabricatedSlot } from './fabricated-slot.ts';
import { killAgent } from './kill-agent.ts';
import { checkLedger, LOSS_JOB, stepOfFraction } from './loss-job.ts';
import { LossLife } from './loss-life.ts';
import type { LossOrder } from './loss-plan.ts';
import { problemsOfLife, type ReportedCheckpoint, startedFrom } from './loss-problems.ts';
import { signalProcess } from './process-tree.ts';
import { SlotsFileSystem } from './slots-file-system.ts';

/** Room for a machine's disk and three snapshots of it. */
const SLOTS_MB = 1_500;

/** What is left when the disk is made full: enough for the log. */
const LEFT_BYTES = 2 * 1024 * 1024;

/** Longest time to any moment; the first boot is the longest way. */
const MOMENT_TIMEOUT_MS = 500_000;

/** How long a disk stays full that nobody meets, as nothing is written. */
const FULL_DISK_MS = 8_000;

/** How a round came out. */
export interface LossRound {
  readonly order: LossOrder;
  /** One line each; none where all is right. */
  readonly problems: readonly string[];
  /** Which of the reported checkpoints the round's last life went on from. */
  readonly from: string | undefined;
  /** The step that the client has been told last. */
  readonly step: number;
  readonly tookMs: number;
  /** Logs of the lives that ended in this round. */
  readonly log: string;
}

/**
 * LossWorld: a task that counts, in a slot on a small disk of its own, and a client that starts it again
 * whatever has happened to it. Disposing it ends everything and removes it.
 */
export class LossWorld implements AsyncDisposable {
  readonly root: string;
  readonly #slot: FabricatedSlot;
  readonly #disk: SlotsFileSystem | undefined;
  #reported: readonly ReportedCheckpoint[] = [];
  #life: LossLife | undefined;
  #problems: string[] = [];
  #logs: string[] = [];
  #from: string | undefined;

  private constructor(root: string, slot: FabricatedSlot, disk: SlotsFileSystem | undefined) {
    this.root = root;
    this.#slot = slot;
    this.#disk = disk;
  }

  /** @param hasDisk true: the slots are on a file system of their own, which needs the right to mount one */
  static async create({ hasDisk }: { readonly hasDisk: boolean }): Promise<LossWorld> {
    const root = await mkdtemp(join(tmpdir(), 'vmslot-loss-'));
    const disk = hasDisk ? await SlotsFileSystem.mount(join(root, 'slots'), SLOTS_MB) : undefined;
    try {
      const slot = await FabricatedSlot.create({
        dataDirectory: root,
        slot: 0,
        files: await filesOfTask(join(root, 'task')),
        outputs: { 'out.result': 'result_0' },
        initData: { checkpointPeriodS: 1 },
      });
      return new LossWorld(root, slot, disk);
    } catch (error) {
      await disk?.[Symbol.asyncDispose]();
      await rm(root, { recursive: true, force: true });
      throw error;
    }
  }

  /** Boots the machine, and waits until the client has been told two checkpoints. */
  async begin(): Promise<void> {
    const life = await this.#start();
    await life.waitFor('two checkpoints', () => life.newlyReported.length > 1, MOMENT_TIMEOUT_MS);
    if (life.hasEnded) throw new Error(`no task to do anything to: ${await life.log()}`);
  }

  /** Waits for the moment, does what is ordered, and lets the life end. */
  async round(order: LossOrder): Promise<LossRound> {
    const beganAtMs = performance.now();
    [this.#problems, this.#logs, this.#from] = [[], [], undefined];
    const life = await this.#lifeFor(order);
    await this.#reach(order, life);
    if (life.hasEnded) this.#problems.push('ended before anything was done to it');
    await this.#inflict(order, life);
    return {
      order,
      problems: this.#problems,
      from: this.#from,
      step: stepOfFraction(this.#reported.at(-1)?.fractionDone ?? 0),
      tookMs: performance.now() - beganAtMs,
      log: this.#logs.join('\n'),
    };
  }

  /**
   * One life more, in which the job is told to end.
   * @returns how many steps it has done, each once and in order
   * @throws Error where it does not end right
   */
  async finish(): Promise<number> {
    await using life = this.#life ?? (await this.#start());
    await life.waitFor('progress', () => life.run.statuses.length > 0, MOMENT_TIMEOUT_MS);
    await life.run.sendTrickleDown('that is enough\n');
    const { exitCode, finish } = await life.run.ended;
    if (exitCode !== 0 || finish?.exitCode !== 0) throw new Error(await life.log());
    return checkLedger(await readFile(this.#slot.outputPath('out.result'), 'latin1'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#life?.[Symbol.asyncDispose]();
    await this.#disk?.[Symbol.asyncDispose]();
    await rm(this.root, { recursive: true, force: true });
  }

  async #start(): Promise<LossLife> {
    const life = await LossLife.start(this.#slot, this.#reported);
    this.#life = life;
    return life;
  }

  /** The one that runs, where the moment can still come in it. */
  async #lifeFor({ moment }: LossOrder): Promise<LossLife> {
    if (this.#life !== undefined && moment === 'restore') {
      this.#life.run.control({ quit: true });
      await this.#end(this.#life);
    }
    return this.#life ?? (await this.#start());
  }

  async #reach({ fault, moment, delayMs }: LossOrder, life: LossLife): Promise<void> {
    if (moment === 'run') {
      const count = life.newlyReported.length;
      await life.waitFor('report', () => life.newlyReported.length > count, MOMENT_TIMEOUT_MS);
    } else if (moment === 'save') {
      // The last but one goes when a new one is begun.
      await life.waitFor('two checkpoints', () => life.listedCount === 2, MOMENT_TIMEOUT_MS);
      await life.waitFor('save', () => life.listedCount === 1, MOMENT_TIMEOUT_MS);
    } else if (fault === 'kill-hypervisor' || fault === 'kill-both') {
      await life.waitFor('machine', () => life.machine !== undefined, MOMENT_TIMEOUT_MS);
    }
    await Promise.race([pause(delayMs), life.run.ended]);
  }

  async #inflict({ fault, variant }: LossOrder, life: LossLife): Promise<void> {
    switch (fault) {
      case 'kill-bridge':
        life.kill9();
        break;
      case 'kill-hypervisor':
        signalProcess(await this.#machineOf(life), 'SIGKILL');
        break;
      case 'kill-both': {
        const machine = await this.#machineOf(life);
        if (variant) signalProcess(machine, 'SIGKILL');
        life.kill9();
        if (!variant) signalProcess(machine, 'SIGKILL');
        break;
      }
      case 'kill-agent':
        await this.#killAgent(life, variant);
        break;
      case 'fill-disk':
        await this.#fillDisk(life, variant);
        break;
    }
    await this.#end(life);
  }

  /** It may just be replaced by one that goes on from another checkpoint. */
  async #machineOf(life: LossLife): Promise<number> {
    await life.waitFor('machine', () => life.machine !== undefined, MOMENT_TIMEOUT_MS);
    const { machine } = life;
    if (machine === undefined) throw new Error(`no machine to kill: ${await life.log()}`);
    return machine.pid;
  }

  /** The job does not notice. The bridge is killed, before the next agent has come or afterwards. */
  async #killAgent(life: LossLife, comesBack: boolean): Promise<void> {
    const agent = await killAgent(this.#slot.directory);
    if (comesBack) {
      await agent.isBack;
      const { fractionDone } = life;
      await life.waitFor('step', () => life.fractionDone > fractionDone, MOMENT_TIMEOUT_MS);
    }
    life.kill9();
    await agent.ended;
  }

  async #fillDisk(life: LossLife, isMetAgain: boolean): Promise<void> {
    const disk = this.#disk;
    if (disk === undefined) throw new Error('there is no disk to fill');
    await disk.leave(LEFT_BYTES);
    const deadline = performance.now() + FULL_DISK_MS;
    while (!life.hasEnded && performance.now() < deadline) {
      if ((await life.log()).includes('no checkpoint:')) break;
      await Promise.race([pause(100), life.run.ended]);
    }
    // A checkpoint that failed is no reason to leave.
    if (!life.hasEnded) life.kill9();
    await this.#end(life);
    if (isMetAgain) {
      // What was given up of a checkpoint has left room.
      await disk.leave(LEFT_BYTES);
      const next = await this.#start();
      const { temporaryExit } = await next.run.ended;
      if (!/room|full/.test(temporaryExit?.reason ?? '')) {
        this.#problems.push(`on a full disk: ${JSON.stringify(temporaryExit)}`);
      }
      await this.#end(next);
    }
    await disk.resize(SLOTS_MB * 1024 * 1024);
  }

  /** Waits for the end of a life, and judges it. */
  async #end(life: LossLife): Promise<void> {
    if (this.#life !== life) return;
    const facts = await life.facts();
    this.#life = undefined;
    this.#problems.push(...problemsOfLife(facts));
    this.#logs.push(facts.log);
    this.#from = startedFrom(facts.log) ?? this.#from;
    const restored = facts.listed.find(({ tag }) => tag === startedFrom(facts.log));
    // What the machine went back behind is no more.
    const kept =
      restored === undefined
        ? facts.reported
        : facts.reported.filter(
            ({ cpuTimeS }) => cpuTimeS <= restored.figures.cpuTimeMs / 1000 + 0.01,
          );
    this.#reported = [...kept, ...life.newlyReported];
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
