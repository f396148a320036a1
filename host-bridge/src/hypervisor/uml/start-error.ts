import type { VmDefinition } from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import type { ProcessExit } from '../launch.ts';
import { noMemory } from '../memory-refusal.ts';
import { printableLines } from '../printable-lines.ts';

/** How many of its last lines are told: the check that failed, and what came of it. */
const TOLD_LINES = 2;

/** What it says where the host gives it no memory: errno texts of the C library. */
const MEMORY_REFUSAL = /cannot allocate memory|no space left on device|out of memory/i;

/** What is known about a start that failed. */
export interface FailedStart {
  /** Undefined: it was ended by us. */
  readonly exit: ProcessExit | undefined;
  readonly stderr: Uint8Array;
  readonly definition: Pick<VmDefinition, 'memoryBytes'>;
}

/** The error that `start` rejects with. */
export function startError(error: unknown, failed: FailedStart): HypervisorError {
  const { exit, stderr, definition } = failed;
  if (error instanceof HypervisorError && exit === undefined) return error;
  const words = lastWords(stderr);
  const how = exit?.signal ?? `status ${exit?.exitCode}`;
  const why = exit === undefined ? (error as Error).message : `it ended with ${how}`;
  if (MEMORY_REFUSAL.test(Buffer.from(stderr).toString('latin1'))) {
    return noMemory(definition.memoryBytes, words, error);
  }
  return new HypervisorError(
    'hypervisor_failed',
    `User-Mode Linux could not start the machine: ${words} (${why})`,
    { cause: error },
  );
}

/** The last lines of its standard error as one. */
export function lastWords(stderr: Uint8Array): string {
  return printableLines(stderr, TOLD_LINES).join('; ') || 'it said nothing';
}
