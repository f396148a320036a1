import { ARCHIVE_INPUTS } from './archive-inputs.ts';
import { CALL_INPUTS } from './call-inputs.ts';
import { EVENT_INPUTS } from './event-inputs.ts';
import type { HostileInput } from './hostile-input.ts';
import { LINK_INPUTS } from './link-inputs.ts';

/** Everything that a hostile guest tries on the bridge here. */
export const HOSTILE_INPUTS: readonly HostileInput[] = [
  ...ARCHIVE_INPUTS,
  ...EVENT_INPUTS,
  ...CALL_INPUTS,
  ...LINK_INPUTS,
];
