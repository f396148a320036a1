import { access, constants } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { vmslot } from '@vmslot/proto/agent';
import { findApiVersion, wantsSegment } from '../core-client/index.ts';
import { openBelow } from '../work/open-below.ts';
import type { StepSpec } from './task-request.ts';

const { BoincApi } = vmslot.agent.v1;

/** Whether the agent plays the core client for a program, and by which kind of shared memory. */
export type CoreClientChoice = 'none' | 'file' | 'segment';

/** Where {@link chooseCoreClient} looks. */
export interface ChoicePlaces {
  readonly workDirectory: string;
  /** See `TaskStoreOptions`. */
  readonly segmentProgram: string;
}

/**
 * Says how the agent plays the core client for the program of a step: it does where that is asked for, or
 * left open and BOINC's own library is part of the program. Only a program in the work directory is looked
 * into: those of the image are known to whoever made it, and reading a large one takes its time.
 *
 * A segment is for those that take nothing else; without the program that has it they run standalone.
 */
export async function chooseCoreClient(
  step: StepSpec,
  { segmentProgram, workDirectory }: ChoicePlaces,
): Promise<CoreClientChoice> {
  if (step.boincApi === BoincApi.BOINC_API_NONE) return 'none';
  const wished = step.boincApi === BoincApi.BOINC_API_CORE_CLIENT ? 'file' : 'none';
  const [program = ''] = step.argv;
  if (!program.includes('/') || isAbsolute(program)) return wished;
  await using file = await openBelow(workDirectory, program.replace(/^(?:\.\/+)+/, ''));
  if (file === undefined) return wished;
  if ((await findApiVersion(file)) !== undefined) return 'file';
  return (await canRun(segmentProgram)) && (await wantsSegment(file)) ? 'segment' : wished;
}

async function canRun(program: string): Promise<boolean> {
  return await access(program, constants.X_OK).then(
    () => true,
    () => false,
  );
}
