import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { BOINC_FILES } from '@vmslot/proto/boinc';
import type { FabricatedSlot, SlotEnds } from './fabricated-slot.ts';
import { processesOf, type RunningProcess } from './process-tree.ts';
import { EXECUTABLE } from './task-world.ts';

/** One life of a task that ended by itself. */
export interface SlotLife extends SlotEnds {
  /** Undefined where a signal ended it. */
  readonly exitCode: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly stderr: string;
  /** Processes of the task that still ran then. */
  readonly left: readonly RunningProcess[];
}

/**
 * Runs the bridge in a slot as it is, with a client that says nothing, until it ends.
 * @param signal aborting it sends SIGTERM
 */
export async function runSlotOnce(
  slot: FabricatedSlot,
  words: readonly string[] = [],
  signal?: AbortSignal,
): Promise<SlotLife> {
  await using stderr = await open(slot.path(BOINC_FILES.stderr), 'a');
  const child = spawn(EXECUTABLE, [...words], {
    cwd: slot.directory,
    stdio: ['ignore', 'ignore', stderr.fd],
  });
  signal?.addEventListener('abort', () => child.kill('SIGTERM'));
  const [exitCode, killedBy] = (await once(child, 'exit')) as [
    number | null,
    NodeJS.Signals | null,
  ];
  return {
    exitCode: exitCode ?? undefined,
    signal: killedBy ?? undefined,
    left: processesOf({ pid: undefined, directory: `${slot.directory}/` }),
    stderr: (await slot.readText(BOINC_FILES.stderr)) ?? '',
    ...(await slot.readEnds()),
  };
}
