import type { Checkpoint } from '../checkpoint/index.ts';
import type { JobError, Phase } from '../outcome.ts';
import { writeStateFile } from '../slot/state-file.ts';
import { withinTime } from '../hypervisor/within-time.ts';
import { boot, vmStopped } from './boot.ts';
import { collectOutputs } from './collect-outputs.ts';
import type { JobContext } from './job-context.ts';
import { linkUp } from './link-up.ts';
import { prepare } from './prepare.ts';
import { runTask } from './run-task.ts';
import { sendInputs } from './send-inputs.ts';
import { toJobError } from './to-job-error.ts';

/** What one phase does, and which follows. Each may be entered again from its beginning. */
interface PhaseStep {
  readonly work: (context: JobContext) => Promise<void>;
  readonly next: (context: JobContext) => Phase;
}

/**
 * The whole state machine: prepare → boot → link → inputs → run → outputs → finish. A machine that was
 * restored has its inputs already.
 */
const PHASE_STEPS: Record<Exclude<Phase, 'finish'>, PhaseStep> = {
  prepare: { work: prepare, next: () => 'boot' },
  boot: { work: boot, next: () => 'link' },
  link: { work: linkUp, next: ({ restored }) => (isMachine(restored) ? 'run' : 'inputs') },
  inputs: { work: sendInputs, next: () => 'run' },
  run: { work: runTask, next: () => 'outputs' },
  outputs: { work: collectOutputs, next: () => 'finish' },
};

/**
 * Runs a job from its first phase to its last. The state file names the phase before its work begins,
 * so whoever finds the slot knows how far it came.
 * @throws JobError with its phase; the VM is left to the caller, which owns it through the context
 */
export async function supervise(context: JobContext): Promise<void> {
  try {
    await goThroughPhases(context);
  } finally {
    // From here on nobody waits for the guest.
    context.watch?.[Symbol.dispose]();
  }
}

async function goThroughPhases(context: JobContext): Promise<void> {
  let phase: Phase = 'prepare';
  while (phase !== 'finish') {
    const step: PhaseStep = PHASE_STEPS[phase];
    try {
      await enterPhase(context, phase);
      context.signal.throwIfAborted();
      await step.work(context);
    } catch (error) {
      // The reason of the abort says more than the errors that it caused.
      const reason: unknown = context.signal.aborted ? context.signal.reason : error;
      throw await theCause(context, toJobError(reason, phase));
    }
    phase = step.next(context);
  }
}

/** True for a checkpoint that is a whole machine. */
function isMachine(checkpoint: Checkpoint | undefined): boolean {
  return checkpoint !== undefined && checkpoint.files === undefined;
}

/** How long the end of a machine may take to show after its link has broken. */
export const VM_END_WAIT_MS = 2_000;

/** A machine that stops breaks the link, or no longer obeys: its end is the cause then, seen later. */
async function theCause(context: JobContext, error: JobError): Promise<JobError> {
  const { vm } = context;
  const isEffect = error.code === 'agent_lost' || error.code === 'hypervisor_failed';
  // Why a start fails is told best by the start itself.
  if (error.phase === 'boot') return error;
  if (!isEffect || vm === undefined || vm.state === 'defined') return error;
  const end = await withinTime(vm.ended, VM_END_WAIT_MS);
  return end === undefined || end.cause === 'requested'
    ? error
    : toJobError(vmStopped(context, end), error.phase ?? 'run');
}

/** Writes the state file for a phase. */
export async function enterPhase(
  context: JobContext,
  phase: Phase,
  end?: { readonly error: JobError | undefined },
): Promise<void> {
  await writeStateFile(context.slot.path('state'), {
    version: 1,
    phase,
    job: context.job.name,
    bootId: context.bootId,
    hypervisor: context.vm?.processIdentity,
    changedAtMs: Date.now(),
    outcome: end === undefined ? undefined : (end.error?.code ?? 'succeeded'),
    message: end?.error?.message,
  });
}
