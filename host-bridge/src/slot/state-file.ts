import type { OutcomeCode, Phase } from '../outcome.ts';
import { writeAtomically } from './write-atomically.ts';

/** What the supervisor writes at each transition, for who comes after it. */
export interface SlotState {
  readonly version: 1;
  readonly phase: Phase;
  readonly job: string;
  readonly bootId: string;
  /** Process that runs the hypervisor, once there is one. */
  readonly hypervisorPid: number | undefined;
  /** Milliseconds since 1970. */
  readonly changedAtMs: number;
  /** Set with the last transition. */
  readonly outcome: OutcomeCode | undefined;
  readonly message: string | undefined;
}

/** Replaces the state file. */
export async function writeStateFile(path: string, state: SlotState): Promise<void> {
  await writeAtomically(path, `${JSON.stringify(state, undefined, 2)}\n`);
}
