import { createHash } from 'node:crypto';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DirectOutput } from './direct-output.ts';
import { fileMd5 } from './file-md5.ts';
import type { WorkunitBounds } from './workunit-bounds.ts';
import { readWorkunitTemplates, type WorkunitTemplates } from './workunit-templates.ts';

/** One input file of a workunit. */
export interface WorkunitInput {
  /** Name in the project directory; unlike any other of the project. */
  readonly physicalName: string;
  /** Name in the slot directory. */
  readonly openName: string;
  readonly copyFile: boolean;
  readonly path: string;
  readonly sizeBytes: number;
  readonly md5: string;
}

/** One output file that a result may upload. */
export interface WorkunitOutput {
  readonly physicalName: string;
  readonly openName: string;
  readonly maxBytes: number;
  readonly copyFile: boolean;
  readonly optional: boolean;
  /** Elements of the template's `<file_info>` that are passed on as they are. */
  readonly extra: string;
}

/** A workunit with its only result. */
export interface Workunit {
  readonly name: string;
  /** Name of the task that a client runs, `NAME_0`. */
  readonly resultName: string;
  readonly appName: string;
  readonly commandLine: string;
  readonly inputs: readonly WorkunitInput[];
  readonly outputs: readonly WorkunitOutput[];
  readonly bounds: Readonly<Record<keyof WorkunitBounds, number>>;
  /** Only clients attached with this account key get it. Default: any. */
  readonly account?: string | undefined;
}

interface CommonOptions extends WorkunitBounds {
  /** Letters, digits and `_`; unlike any other of the project. */
  readonly name: string;
  readonly appName: string;
  /** Only clients attached with this account key get it; see `ProjectServer.addAccount`. */
  readonly account?: string | undefined;
  readonly commandLine?: string | undefined;
}

/** A workunit as files: `in.xml`, `out.xml`, `command-line` and the input files. */
export interface WorkunitFromTemplates extends CommonOptions {
  readonly directory: string;
}

/** A workunit of a few small texts, for a test that has no files. */
export interface DirectWorkunit extends CommonOptions {
  /** Content by open name. */
  readonly inputs?: Readonly<Record<string, string | Uint8Array>> | undefined;
  /** Open names, or more than that. Default: none. */
  readonly outputs?: readonly (string | DirectOutput)[] | undefined;
}

/** What `create_work` of BOINC takes where nothing is said. */
export const DEFAULT_BOUNDS = {
  fpopsEst: 3600e9,
  fpopsBound: 86_400e9,
  memoryBoundBytes: 5e8,
  diskBoundBytes: 1e9,
  delayBoundS: 7 * 86_400,
} as const;

/** Of an output of a direct workunit. */
const DEFAULT_OUTPUT_BYTES = 1e6;

/**
 * Reads a workunit of either form.
 * @param scratchDirectory where the inputs of a direct workunit are written
 */
export async function readWorkunit(
  options: WorkunitFromTemplates | DirectWorkunit,
  scratchDirectory: string,
): Promise<Workunit> {
  const { name } = options;
  if (!/^\w{1,100}$/.test(name)) throw new Error(`"${name}" is no name of a workunit`);
  const templates =
    'directory' in options
      ? await readWorkunitTemplates(options.directory)
      : await writeTemplates(options, join(scratchDirectory, name));
  return {
    name,
    resultName: `${name}_0`,
    appName: options.appName,
    commandLine: options.commandLine ?? templates.commandLine,
    inputs: await Promise.all(
      templates.inputs.map(async (input, index) => ({
        ...input,
        physicalName: `${name}_${index}_${physicalPart(input.openName)}`,
        sizeBytes: (await stat(input.path)).size,
        md5: await fileMd5(input.path),
      })),
    ),
    outputs: templates.outputs.map((output, index) => ({
      ...output,
      // The client's own word for the tries of a result; it must differ from all other files.
      physicalName: `${name}_0_r1_${index}`,
    })),
    bounds: mergeBounds(templates.bounds, options),
    account: options.account,
  };
}

function mergeBounds(bounds: WorkunitBounds, overrides: WorkunitBounds): Workunit['bounds'] {
  const pick = (key: keyof WorkunitBounds) => overrides[key] ?? bounds[key] ?? DEFAULT_BOUNDS[key];
  return {
    fpopsEst: pick('fpopsEst'),
    fpopsBound: pick('fpopsBound'),
    memoryBoundBytes: pick('memoryBoundBytes'),
    diskBoundBytes: pick('diskBoundBytes'),
    delayBoundS: pick('delayBoundS'),
  };
}

async function writeTemplates(
  options: DirectWorkunit,
  directory: string,
): Promise<WorkunitTemplates> {
  await mkdir(directory, { recursive: true });
  const inputs = Object.entries(options.inputs ?? {}).map(async ([openName, content]) => {
    const path = join(directory, createHash('md5').update(openName).digest('hex'));
    await writeFile(path, content);
    return { path, openName, copyFile: false };
  });
  return {
    inputs: await Promise.all(inputs),
    outputs: (options.outputs ?? []).map((output) => ({
      maxBytes: DEFAULT_OUTPUT_BYTES,
      optional: false,
      copyFile: false,
      extra: '',
      ...(typeof output === 'string' ? { openName: output } : output),
    })),
    bounds: {},
    commandLine: '',
  };
}

function physicalPart(openName: string): string {
  return basename(openName)
    .replaceAll(/[^\w.-]/g, '_')
    .replaceAll('..', '_');
}
