import { stat } from 'node:fs/promises';
import { HypervisorError } from './errors.ts';

/** Bytes of the seed disk. @throws HypervisorError `hypervisor_failed` where there is none */
export async function readSeedSize(seedFile: string): Promise<number> {
  try {
    return (await stat(seedFile)).size;
  } catch (error) {
    throw new HypervisorError(
      'hypervisor_failed',
      `the seed disk ${seedFile} cannot be read (${(error as NodeJS.ErrnoException).code})`,
      { cause: error },
    );
  }
}
