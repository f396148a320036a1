import { join } from 'node:path';
import type { PackageSummary, PlacedFile } from '../package/index.ts';
import { megabytes } from '../report/megabytes.ts';
import { printable } from '../report/printable.ts';

/** What the project calls it. */
export interface PackageNames {
  readonly app: string;
  readonly version: string;
  readonly platform: string;
}

/** Input files that the command for a workunit names one by one. */
const NAMED_FILE_COUNT = 5;

/** What was written, and what the project's administrator types next. */
export function describePackage(names: PackageNames, summary: PackageSummary): string {
  const { appDirectory, workunitDirectory, appFiles, workunitFiles, outputNames } = summary;
  const { app, version, platform } = names;
  const place = `apps/${app}/${version}/${platform}`;
  const inputs =
    workunitFiles.length > NAMED_FILE_COUNT
      ? ['INPUTS']
      : workunitFiles.map(({ logicalName }) => logicalName);
  const staged = inputs.map(
    (name) => ` && bin/stage_file --copy ${quote(workunitDirectory, name)}`,
  );
  const lines = [
    `${appDirectory}: ${countFiles(appFiles)}, ${sizeOf(appFiles)}, and version.xml`,
    `${workunitDirectory}: ${countFiles(workunitFiles)}, ${sizeOf(workunitFiles)}, in.xml and out.xml; ${outputNames.length} output(s)`,
    '',
    "In the project's directory:",
    `  mkdir -p ${place} && cp ${quote(appDirectory)}/* ${place}/ && bin/update_versions`,
    `  cp ${quote(workunitDirectory, 'in.xml')} templates/${app}_in && cp ${quote(workunitDirectory, 'out.xml')} templates/${app}_out${staged.join('')} && bin/create_work --appname ${[app, ...inputs].join(' ')}`,
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

function countFiles(files: readonly PlacedFile[]): string {
  return files.length === 1 ? '1 file' : `${files.length} files`;
}

function sizeOf(files: readonly PlacedFile[]): string {
  return `${megabytes(files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))} MB`;
}

/** As a shell takes it: in quotes where it has more than the usual characters. */
function quote(...parts: string[]): string {
  const path = join(...parts);
  return /^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
