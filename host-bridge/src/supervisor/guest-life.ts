import { findLastStatus, STATUS_INTERVAL_MS, type GuestStatus } from '@vmslot/proto/status';
import type { Vm } from '../hypervisor/driver.ts';

/** How long a guest may take for its next status line before it counts as dead: it may be slow. */
export const STATUS_LOOK_MS = 3 * STATUS_INTERVAL_MS;

/** What status lines tell where the link says nothing. */
export type GuestLife =
  | { readonly kind: 'alive'; readonly status: GuestStatus }
  /** Not one line in {@link STATUS_LOOK_MS}; the last one before that. */
  | { readonly kind: 'silent'; readonly status: GuestStatus }
  /** The driver or the image has no such lines, or the machine cannot be asked. */
  | { readonly kind: 'unknown' };

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
    case 'alive':
      return `; the link is silent, but the guest lives: its agent says that it is ${inWords(life.status)}`;
    case 'silent':
      return `; the guest is dead or hangs: its agent writes no status lines either, and said last that it was ${inWords(life.status)}`;
    case 'unknown':
      return '';
  }
}

function inWords({ link, taskCount, delayMs, uptimeMs }: GuestStatus): string {
  const seconds = Math.round(uptimeMs / 1000);
  return `up for ${seconds} s, the link ${link}, ${taskCount} task(s) running, ${delayMs} ms late`;
}
