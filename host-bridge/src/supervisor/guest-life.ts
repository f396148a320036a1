import { setTimeout as pause } from 'node:timers/promises';
import { findLastStatus, STATUS_INTERVAL_MS, type GuestStatus } from '@vmslot/proto/status';
import type { Vm } from '../hypervisor/driver.ts';

/** How long a guest may take for its next status line before it counts as dead: it may be slow. */
export const STATUS_LOOK_MS = 3 * STATUS_INTERVAL_MS;

/** What status lines tell where the link says nothing. */
export type GuestLife =
  | { readonly kind: 'alive'; readonly status: GuestStatus }
  /** Not one line in {@link STATUS_LOOK_MS}. */
  | { readonly kind: 'silent' }
  /** The driver or the image has no such lines, or the machine cannot be asked. */
  | { readonly kind: 'unknown' };

/** Settings of `lookForLife`. */
export interface LookForLifeOptions {
  /** Ends the look; the answer then is what has been seen. */
  readonly signal: AbortSignal;
  /** Default: {@link STATUS_LOOK_MS}. */
  readonly lookMs?: number;
}

/**
 * Looks whether the agent still writes status lines, for as long as that takes. What it said before the
 * look counts for nothing, but for this: a guest that has never said anything is not silent now. Never
 * fails: it only helps to say why something else did.
 */
export async function lookForLife(
  vm: Pick<Vm, 'readStatus' | 'state'>,
  { signal, lookMs = STATUS_LOOK_MS }: LookForLifeOptions,
): Promise<GuestLife> {
  try {
    const earlier = await lastStatus(vm, signal);
    if (earlier === undefined) return { kind: 'unknown' };
    await pause(lookMs, undefined, { signal });
    const status = vm.state === 'running' ? await lastStatus(vm, signal) : undefined;
    if (status !== undefined) return { kind: 'alive', status };
    return vm.state === 'running' ? { kind: 'silent' } : { kind: 'unknown' };
  } catch {
    return { kind: 'unknown' };
  }
}

/** The newest line since the last call. */
export async function lastStatus(
  vm: Pick<Vm, 'readStatus'>,
  signal: AbortSignal,
): Promise<GuestStatus | undefined> {
  const bytes = await vm.readStatus?.({ signal });
  return bytes === undefined ? undefined : findLastStatus(bytes);
}

/** For the message of a failure: begins with a semicolon, or is empty where nothing is known. */
export function describeLife(life: GuestLife): string {
  switch (life.kind) {
    case 'alive': {
      const { link, taskCount, delayMs, uptimeMs } = life.status;
      const seconds = Math.round(uptimeMs / 1000);
      return (
        `; the link is silent, but the guest lives: its agent says that it is up for ${seconds} s, ` +
        `the link ${link}, ${taskCount} task(s) running, ${delayMs} ms late`
      );
    }
    case 'silent':
      return '; the guest is dead or hangs: its agent writes no status lines either';
    case 'unknown':
      return '';
  }
}
