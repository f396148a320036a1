import { readFile } from 'node:fs/promises';
import { HypervisorError } from './errors.ts';

/** Name of the file in a machine's directory that says what the machine is. */
export const MACHINE_RECORD_NAME = 'machine.json';

/** Most bytes of a record that are read. */
export const MAX_MACHINE_RECORD_BYTES = 64 * 1024;

/** What a machine was made of, for hypervisors whose own files do not tell. */
export interface MachineRecord {
  readonly version: 1;
  readonly diskFile: string;
  readonly diskBytes: number;
  readonly diskLimitBytes: number;
  readonly memoryBytes: number;
  readonly cpuCount: number;
  /** Identities of its disks, by their names. */
  readonly uuids: Readonly<Record<string, string>>;
}

const NUMBERS = ['diskBytes', 'diskLimitBytes', 'memoryBytes', 'cpuCount'] as const;

/**
 * Reads what an earlier life of the job wrote when it made its machine.
 *
 * @param wanted what must be the same for its disk to be of use
 * @throws HypervisorError `snapshot_unusable` where there is none, it is damaged, or of another disk
 */
export async function readMachineRecord(
  file: string,
  wanted: Pick<MachineRecord, 'diskFile' | 'diskBytes' | 'diskLimitBytes'>,
): Promise<MachineRecord> {
  const record = parse(await read(file));
  if (record === undefined) throw unusable(file, 'is not what says what the machine is');
  for (const key of ['diskFile', 'diskBytes', 'diskLimitBytes'] as const) {
    if (record[key] !== wanted[key]) {
      throw unusable(file, `is of a machine whose ${key} is ${record[key]}, not ${wanted[key]}`);
    }
  }
  return record;
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unusable(file, `cannot be read: ${(error as NodeJS.ErrnoException).code}`, error);
  }
}

function parse(text: string): MachineRecord | undefined {
  if (text.length > MAX_MACHINE_RECORD_BYTES) return undefined;
  try {
    const found = JSON.parse(text) as Partial<MachineRecord> | null;
    const isWhole =
      found?.version === 1 &&
      typeof found.diskFile === 'string' &&
      NUMBERS.every((key) => Number.isSafeInteger(found[key])) &&
      typeof found.uuids === 'object' &&
      found.uuids !== null;
    return isWhole ? (found as MachineRecord) : undefined;
  } catch {
    // Cut off, or something else: it says nothing in both cases.
    return undefined;
  }
}

function unusable(file: string, what: string, cause?: unknown): HypervisorError {
  return new HypervisorError('snapshot_unusable', `${file} ${what}`, { cause });
}
