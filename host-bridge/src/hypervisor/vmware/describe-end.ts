import type { VmEnd } from '../driver.ts';
import { noRoomEnd } from '../room.ts';
import type { VmwareEndEvent } from './vmware-log.ts';

/** What is known about the end of a machine; how its process ended is not. */
export interface VmwareEnd {
  /** The first thing in the machine's log that ends a machine. */
  readonly event: VmwareEndEvent | undefined;
  /** Whether that came before we asked for the end. */
  readonly eventIsGuests: boolean;
  readonly directory: string;
  readonly stopRequested: boolean;
}

/** Turns it into what the driver's interface promises. */
export function describeEnd(end: VmwareEnd): VmEnd {
  const { event, eventIsGuests } = end;
  if (event === 'disk-full') return noRoomEnd(end.directory);
  const detail = `VMware's machine is gone${event === undefined ? '' : ` (${event})`}`;
  if (eventIsGuests && event === 'reset') return { cause: 'guest-panic', detail };
  if (eventIsGuests && event === 'power-off') return { cause: 'guest-shutdown', detail };
  return { cause: end.stopRequested ? 'requested' : 'crashed', detail };
}
