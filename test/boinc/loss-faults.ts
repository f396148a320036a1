import { setTimeout as pause } from 'node:timers/promises';
import { killAgent } from './kill-agent.ts';
import type { LossLife } from './loss-life.ts';
import type { LossOrder } from './loss-plan.ts';
import type { LossTask } from './loss-task.ts';
import { signalProcess } from './process-tree.ts';
import type { SlotsFileSystem } from './slots-file-system.ts';

/** Room for a machine's disk and three snapshots of it. */
export const LOSS_DISK_MB = 1_500;

/** What is left when the disk is made full: enough for the log. */
const LEFT_BYTES = 2 * 1024 * 1024;

/** Longest time to any moment; the first boot is the longest way. */
export const MOMENT_TIMEOUT_MS = 500_000;

/** How long a disk stays full that nobody meets, as nothing is written. */
const FULL_DISK_MS = 8_000;

export interface LossTarget {
  readonly task: LossTask;
  readonly life: LossLife;
  /** Undefined where the task has no disk of its own. */
  readonly disk: SlotsFileSystem | undefined;
}

/** Waits for the moment of an order. Ends with the life too. */
export async function reachMoment({ fault, moment, delayMs }: LossOrder, life: LossLife) {
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

/** Does what is ordered, so that the life ends. */
export async function inflict({ fault, variant }: LossOrder, target: LossTarget): Promise<void> {
  const { life } = target;
  switch (fault) {
    case 'kill-bridge':
      life.kill9();
      return;
    case 'kill-hypervisor':
      signalProcess(await machineOf(life), 'SIGKILL');
      await life.waitFor('end', () => false, MOMENT_TIMEOUT_MS);
      return;
    case 'kill-both': {
      const machine = await machineOf(life);
      if (variant) signalProcess(machine, 'SIGKILL');
      life.kill9();
      if (!variant) signalProcess(machine, 'SIGKILL');
      return;
    }
    case 'kill-agent':
      await killAgentOf(target, { comesBack: variant });
      return;
    case 'fill-disk':
      await fillDisk(target, { isMetAgain: variant });
  }
}

/** It may just be replaced by one that goes on from another checkpoint. */
async function machineOf(life: LossLife): Promise<number> {
  await life.waitFor('machine', () => life.machine !== undefined, MOMENT_TIMEOUT_MS);
  const { machine } = life;
  if (machine === undefined) throw new Error(`no machine to kill: ${await life.log()}`);
  return machine.pid;
}

/** The job does not notice. The bridge is killed, before the next agent has come or afterwards. */
async function killAgentOf(
  { task, life }: LossTarget,
  { comesBack }: { readonly comesBack: boolean },
): Promise<void> {
  const agent = await killAgent(task.slot.directory);
  if (comesBack) {
    await agent.isBack;
    const { fractionDone } = life;
    await life.waitFor('step', () => life.fractionDone > fractionDone, MOMENT_TIMEOUT_MS);
  }
  life.kill9();
  await agent.ended;
}

async function fillDisk(
  { task, life, disk }: LossTarget,
  { isMetAgain }: { readonly isMetAgain: boolean },
): Promise<void> {
  if (disk === undefined) throw new Error('there is no disk to fill');
  await disk.leave(LEFT_BYTES);
  const deadline = performance.now() + FULL_DISK_MS;
  while (!life.hasEnded && performance.now() < deadline) {
    if ((await life.log()).includes('no checkpoint:')) break;
    await Promise.race([pause(100), life.run.ended]);
  }
  // A checkpoint that failed is no reason to leave.
  if (!life.hasEnded) life.kill9();
  await task.end(life);
  if (isMetAgain) {
    // What was given up of a checkpoint has left room.
    await disk.leave(LEFT_BYTES);
    const next = await task.start();
    const { temporaryExit } = await next.run.ended;
    if (!/room|full/.test(temporaryExit?.reason ?? '')) {
      task.addProblem(`on a full disk: ${JSON.stringify(temporaryExit)}`);
    }
    await task.end(next);
  }
  await disk.resize(LOSS_DISK_MB * 1024 * 1024);
}
