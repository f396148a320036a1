import { readFile } from 'node:fs/promises';
import type { OutcomeCode, Phase } from '../outcome.ts';
import type { ProcessIdentity } from '../process/process-identity.ts';
import { writeAtomically } from './write-atomically.ts';

/** What the supervisor writes at each transition, for who comes after it. */
export interface SlotState {
  readonly version: 1;
  readonly phase: Phase;
  readonly job: string;
  readonly bootId: string;
  /** Process that runs the hypervisor, once there is one. */
  readonly hypervisor: ProcessIdentity | undefined;
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

/** The hypervisor's process of an earlier life, as the state file names it; undefined where it does not. */
export async function readHypervisorProcess(path: string): Promise<ProcessIdentity | undefined> {
  let state: unknown;
  try {
    state = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    // No file, or one that was damaged: then nobody is known, and nobody is ended.
    return undefined;
  }
  const { pid, startedAt } =
    (state as { hypervisor?: Partial<ProcessIdentity> } | null)?.hypervisor ?? {};
  return Number.isSafeInteger(pid) && typeof startedAt === 'string'
    ? { pid: pid as number, startedAt }
    : undefined;
}
