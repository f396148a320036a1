import { availableParallelism } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import type { InitData } from '@vmslot/proto/boinc';
import { BoincError, resolveLink } from '../boinc/index.ts';
import { JOB_FILE_NAME, readJobFile, type Job, type JobOutput } from '../job/index.ts';
import { JobError, type OutcomeCode } from '../outcome.ts';
import type { ClientOptions } from './client-options.ts';

export interface ReadClientJobOptions {
  readonly slotDirectory: string;
  /** Undefined without a client: then the slot directory holds everything itself. */
  readonly initData: Pick<InitData, 'projectDir' | 'ncpus'> | undefined;
  readonly options: ClientOptions;
  readonly signal: AbortSignal;
}

/** A job as the client's slot holds it. */
export interface ClientJob {
  readonly job: Job;
  /** Where targets of outputs are relative to. */
  readonly outputDirectory: string;
  /** Logical name of each output, by its source: the name by which the client knows it. */
  readonly logicalNames: ReadonlyMap<string, string>;
  readonly resolveImageFile: (path: string) => Promise<string>;
  /** CPUs of the host that the machine may use. */
  readonly cpuLimitCount: number;
}

/**
 * Reads the job file of a slot and puts in place of each logical name the project's file behind it.
 * Where the client allots CPUs, their number is the machine's, as far as this computer has them.
 *
 * @throws JobError of the file that cannot be used: `job_file_invalid`, `input_missing`,
 *   `image_missing`, `output_refused`
 */
export async function readClientJob(given: ReadClientJobOptions): Promise<ClientJob> {
  const { slotDirectory, initData, options, signal } = given;
  const projectDirectory = initData?.projectDir ?? slotDirectory;
  const resolve = async (path: string, mustExist: boolean, code: OutcomeCode): Promise<string> => {
    try {
      return await resolveLink(path, { slotDirectory, projectDirectory, mustExist });
    } catch (error) {
      if (!(error instanceof BoincError)) throw error;
      throw new JobError(code, error.message, { cause: error, phase: 'prepare' });
    }
  };
  const placedAt = join(slotDirectory, JOB_FILE_NAME);
  const job = await readJobFile(await resolve(JOB_FILE_NAME, true, 'job_file_invalid'), {
    signal,
    placedAt,
    resolveInput: (path) => resolve(path, true, 'input_missing'),
  });
  const outputs: JobOutput[] = [];
  const directories = new Set<string>();
  for (const output of job.outputs) {
    const path = await resolve(join(slotDirectory, output.target), false, 'output_refused');
    directories.add(dirname(path));
    // The client takes files, and could not even delete a directory among those of the project.
    const fileOnly = path !== join(slotDirectory, output.target);
    outputs.push({ ...output, target: path, ...(fileOnly ? { fileOnly } : {}) });
  }
  const outputDirectory = commonDirectory([...directories], slotDirectory);
  const allotted = initData !== undefined && initData.ncpus > 0 ? initData.ncpus : job.cpuCount;
  // A job that says how many it needs gets them, and shares what it was allotted among them.
  const wanted = job.cpuCountIsGiven ? job.cpuCount : Math.ceil(allotted);
  const cpuCount = Math.min(options.cpuCount ?? wanted, availableParallelism());
  return {
    job: {
      ...job,
      cpuCount: Math.max(1, cpuCount),
      memoryBytes: options.memoryBytes ?? job.memoryBytes,
      partialCreditIntervalMs: options.partialCreditIntervalMs ?? job.partialCreditIntervalMs,
      outputs: outputs.map((output) => ({
        ...output,
        target: relative(outputDirectory, output.target),
      })),
    },
    outputDirectory,
    logicalNames: new Map(job.outputs.map(({ source, target }) => [source, target])),
    resolveImageFile: (path) => resolve(path, false, 'image_missing'),
    cpuLimitCount: options.cpuCount ?? allotted,
  };
}

/** Outputs are links to the project's directory, or plain files of the slot; both may occur in one job. */
function commonDirectory(directories: readonly string[], fallback: string): string {
  let common = directories[0] ?? fallback;
  while (!directories.every((directory) => isWithin(directory, common))) common = dirname(common);
  return common;
}

function isWithin(directory: string, parent: string): boolean {
  const way = relative(parent, directory);
  return way === '' || (basename(way) !== '' && way.split('/')[0] !== '..');
}
