import { delayCall } from '../delay-call.ts';
import { HypervisorError } from '../errors.ts';
import { VBOX_MACHINE_NAME } from './machine-files.ts';
import { readVBoxState, type VBoxState } from './parse-machine-readable.ts';
import type { VBoxManage } from './vbox-manage.ts';

/** How often VirtualBox is asked for a state that it is about to reach; nothing tells of it. */
export const VBOX_STATE_POLL_MS = 250;

export interface AwaitStateOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  /** Whether the machine's process has ended: then it reaches no other state. Default: it has none yet. */
  readonly isOver?: (() => boolean) | undefined;
}

/**
 * Waits until the machine is in one of these states.
 *
 * @throws HypervisorError `hypervisor_failed` where it does not get there, `canceled`
 */
export async function awaitState(
  manage: VBoxManage,
  wanted: readonly VBoxState[],
  { timeoutMs, signal, isOver = () => false }: AwaitStateOptions,
): Promise<void> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    const show = ['showvminfo', VBOX_MACHINE_NAME, '--machinereadable'];
    const state = readVBoxState(await manage.run(show, { signal }));
    if (state !== undefined && wanted.includes(state)) return;
    if (state === undefined || isOver() || performance.now() > deadlineMs) {
      throw new HypervisorError(
        'hypervisor_failed',
        state === undefined
          ? 'VBoxManage showvminfo does not say in which state the machine is'
          : `VirtualBox says that the machine is ${state}, not ${wanted.join(' or ')}`,
      );
    }
    await delayCall(VBOX_STATE_POLL_MS, signal);
  }
}
