import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from '../job/index.ts';
import { assertImageFile, listImageFiles } from './list-image-files.ts';
import { listInputFiles } from './list-input-files.ts';
import { placeFile, type PlacedFile } from './place-file.ts';
import { planPackage, SLOT_JOB_FILE, type PackagePlan } from './plan-package.ts';
import { replaceDirectory } from './replace-directory.ts';
import { formatVersionXml } from './version-xml.ts';
import { workunitBounds } from './workunit-bounds.ts';
import { formatInputTemplate, formatResultTemplate } from './workunit-templates.ts';

/** Logical name of the bridge. */
const BRIDGE_NAME = 'vmslot';

/** What {@link writePackage} is told. */
export interface WritePackageOptions {
  readonly job: Job;
  /** Where the package goes: new, empty, or with an earlier package. */
  readonly directory: string;
  /** The bridge's executable for the volunteers' platform. */
  readonly bridgeFile: string;
  /** Where images named without a path are. */
  readonly imageDirectories: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** What was written. */
export interface PackageSummary {
  readonly appDirectory: string;
  readonly workunitDirectory: string;
  readonly appFiles: readonly PlacedFile[];
  /** Data inputs in the order of `in.xml`. */
  readonly workunitFiles: readonly PlacedFile[];
  /** Names of the outputs in the slot, in the order of `out.xml`. */
  readonly outputNames: readonly string[];
}

/**
 * Writes a job as a BOINC app version (`app/`, for `update_versions`) and a workunit (`workunit/`,
 * for `create_work`).
 * @throws JobError `usage`, `image_missing`, `image_unusable`, `job_file_invalid`, `input_missing`
 * @throws what the file system says, and the reason of `signal`
 */
export async function writePackage(options: WritePackageOptions): Promise<PackageSummary> {
  const { job, directory, signal } = options;
  const plan = planPackage(job, await listInputFiles(job, { signal }));
  const imageFiles = await listImageFiles(job.image, options.imageDirectories);
  let appFiles: readonly PlacedFile[] = [];
  let workunitFiles: readonly PlacedFile[] = [];
  await replaceDirectory(directory, async (fresh) => {
    const app = join(fresh, 'app');
    await mkdir(app);
    const bridge = { source: options.bridgeFile, logicalName: BRIDGE_NAME, executable: true };
    const placed = [await placeFile(bridge, { directory: app, naming: 'physical', signal })];
    for (const file of imageFiles) {
      const image = await placeFile(file, { directory: app, naming: 'physical', signal });
      assertImageFile(file, image.sha256);
      placed.push(image);
    }
    const jobFile = join(fresh, SLOT_JOB_FILE);
    await writeFile(jobFile, plan.jobText);
    const code = [
      { source: jobFile, logicalName: SLOT_JOB_FILE, executable: false },
      ...plan.appInputs,
    ];
    for (const file of code) {
      placed.push(await placeFile(file, { directory: app, naming: 'physical', signal }));
    }
    await rm(jobFile);
    appFiles = placed;
    await writeVersion(app, placed);
    workunitFiles = await writeWorkunit(join(fresh, 'workunit'), job, plan, signal);
  });
  return {
    appDirectory: join(directory, 'app'),
    workunitDirectory: join(directory, 'workunit'),
    appFiles,
    workunitFiles,
    outputNames: plan.outputs.map(({ openName }) => openName),
  };
}

async function writeVersion(directory: string, files: readonly PlacedFile[]): Promise<void> {
  const described = files.map(({ logicalName, physicalName }) => ({
    logicalName,
    physicalName,
    isMainProgram: logicalName === BRIDGE_NAME,
  }));
  await writeFile(join(directory, 'version.xml'), formatVersionXml(described));
}

async function writeWorkunit(
  directory: string,
  job: Job,
  plan: PackagePlan,
  signal: AbortSignal | undefined,
): Promise<readonly PlacedFile[]> {
  await mkdir(directory);
  const placed: PlacedFile[] = [];
  for (const file of plan.workunitInputs) {
    placed.push(await placeFile(file, { directory, naming: 'logical', signal }));
  }
  const openNames = placed.map(({ logicalName }) => logicalName);
  const input = formatInputTemplate({ openNames, bounds: workunitBounds(job) });
  await writeFile(join(directory, 'in.xml'), input);
  await writeFile(join(directory, 'out.xml'), formatResultTemplate(plan.outputs));
  // The bridge needs none: what it must know is in the job file.
  await writeFile(join(directory, 'command-line'), '');
  return placed;
}
