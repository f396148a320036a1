import { readCheckpointFile } from '../checkpoint/index.ts';
import { TURN_COUNTS } from '../host-queue/index.ts';
import type { VmEnd } from '../hypervisor/driver.ts';
import { HypervisorError } from '../hypervisor/errors.ts';
import { JobError } from '../outcome.ts';
import { required, type JobContext } from './job-context.ts';
import { machineOf, makeKeeper } from './make-keeper.ts';
import { makeNew, reopen } from './prepare.ts';
import { takeTurn } from './take-turn.ts';

/** Lines of the guest's console that go with a failure. */
export const CONSOLE_TAIL_LINES = 12;

/**
 * Powers the VM on, or lets it go on from its checkpoint, when it is its turn. The turn is kept in the
 * context for as long as the guest boots.
 */
export async function boot(context: JobContext): Promise<void> {
  const { reporter, control, observer, signal } = context;
  context.bootTurn = await takeTurn(context, 'boot', {
    signal,
    onWait: () => {
      const text = `waiting for its turn to boot: ${TURN_COUNTS.boot} machines of this user boot already`;
      reporter.phase('boot', text);
    },
  });
  await start(context);
  const vm = required(context, 'vm');
  const { driver, version, accelerator, capabilities } = required(context, 'probe');
  // From here on only: why a start fails is told best by the start itself.
  context.watchVm(vm);
  // A machine that stands still boots no further, and must not keep others from it.
  control.onPaused = () => context.bootTurn?.release();
  const { memoryBytes, cpuCount } = machineOf(context) ?? context.job;
  control.attach(vm, {
    cpuCount: Math.min(cpuCount, context.cpuLimitCount ?? cpuCount),
    machineCpuCount: cpuCount,
    canLimitCpu: capabilities.cpuLimit,
    canSwitchNetwork: capabilities.networkSwitch,
  });
  const keeper = await makeKeeper(context);
  if (keeper !== undefined) context.keeper = keeper;
  observer.started(context.restored);
  const memory = Math.round(memoryBytes / 1024 / 1024);
  const { restored } = context;
  const isRestored = restored !== undefined && restored.files === undefined;
  const what = isRestored ? `VM goes on from ${restored.tag}` : 'VM on';
  reporter.phase(
    'boot',
    `${what}: ${driver} ${version}, ${accelerator}, ${cpuCount} CPU, ${memory} MB, pid ${vm.pid ?? 'unknown'}`,
  );
}

/** From the last checkpoint that can be used, else from the beginning. */
async function start(context: JobContext): Promise<void> {
  const { reporter, slot, signal } = context;
  while (context.restored !== undefined && context.restored.files === undefined) {
    const { tag } = context.restored;
    try {
      await startPaused(context, tag);
      return;
    } catch (error) {
      if (!(error instanceof HypervisorError) || error.code !== 'snapshot_unusable') throw error;
      reporter.warning('boot', `not going on from ${tag}: ${error.message}`);
      await context.vm?.stop();
    }
    const { checkpoints } = await readCheckpointFile(slot.path('checkpoints'));
    const older = checkpoints[checkpoints.findIndex((checkpoint) => checkpoint.tag === tag) + 1];
    if (older === undefined || !(await reopen(context, older))) {
      reporter.warning('boot', 'no checkpoint can be used: starting from the beginning');
      await makeNew(context);
    }
  }
  signal.throwIfAborted();
  await startPaused(context, undefined);
}

/** A machine that shall stand still, or be off the network, must not run even for a moment before. */
async function startPaused(context: JobContext, restoreTag: string | undefined): Promise<void> {
  const { control, signal } = context;
  const vm = required(context, 'vm');
  const { networkUp, paused } = control.demand;
  if (required(context, 'probe').capabilities.networkSwitch) {
    await vm.setNetworkUp(networkUp, { signal });
  }
  await vm.start({ signal, restoreTag, paused });
}

/** What ended the VM, in words. */
const CAUSES: Record<Exclude<VmEnd['cause'], 'requested'>, string> = {
  'guest-shutdown': 'the guest shut itself down',
  'guest-panic': "the guest's kernel panicked or reset the machine",
  crashed: 'the hypervisor ended by itself',
};

/** The error for a VM that stopped while it was needed. */
export function vmStopped(context: JobContext, { cause, code, detail }: VmEnd): JobError {
  const slot = context.slot.directory;
  if (code === 'no_room') {
    const text = `the host's disk is full, so the VM was ended: make room where ${slot} is (${detail})`;
    return new JobError('no_room', text);
  }
  const what = cause === 'requested' ? 'the VM was stopped' : CAUSES[cause];
  return new JobError(
    'vm_stopped',
    `${what} before the job was done (${detail}); the last lines of its console follow`,
    { details: context.vm?.consoleTail(CONSOLE_TAIL_LINES) ?? [] },
  );
}
