import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  type BoincElement,
  child,
  childFlag,
  childrenNamed,
  childText,
  parseBoincXml,
} from './boinc-xml.ts';
import { fileMd5 } from './file-md5.ts';

/** One file of an app version, as `version.xml` describes it. */
export interface AppVersionFile {
  readonly physicalName: string;
  /** Name in the slot directory; none: the app finds the file under its physical name only. */
  readonly logicalName?: string | undefined;
  readonly mainProgram: boolean;
  /** The client sets its mode to 0755. */
  readonly executable: boolean;
  /** The slot gets a copy and not a soft link. */
  readonly copyFile: boolean;
  /** The file is offered compressed as well. */
  readonly gzip: boolean;
  readonly path: string;
  readonly sizeBytes: number;
  readonly md5: string;
}

/** An app version that the project hands out. */
export interface AppVersion {
  readonly appName: string;
  readonly versionNum: number;
  readonly platform: string;
  readonly planClass: string;
  /** CPUs that a task of it uses. */
  readonly avgNcpus: number;
  readonly apiVersion: string;
  readonly isWrapper: boolean;
  readonly dontThrottle: boolean;
  readonly needsNetwork: boolean;
  readonly filePrefix: string;
  readonly files: readonly AppVersionFile[];
}

/** What {@link readAppVersion} is told; the directory is one that `update_versions` would take. */
export interface AppVersionOptions {
  readonly appName: string;
  /** 104 is what people call 1.04. */
  readonly versionNum: number;
  /** Holds `version.xml` and the files it names. */
  readonly directory: string;
  /** Default: `x86_64-pc-linux-gnu`, which Debian's client reports on x86_64. */
  readonly platform?: string | undefined;
  readonly planClass?: string | undefined;
  /** Default: 1. */
  readonly avgNcpus?: number | undefined;
}

/** What Debian's client calls itself on x86_64. */
export const DEFAULT_PLATFORM = 'x86_64-pc-linux-gnu';

/**
 * Reads an app version's directory as BOINC's `tools/update_versions` does.
 * @throws Error where that program would refuse it too, or a client could not use it
 */
export async function readAppVersion(options: AppVersionOptions): Promise<AppVersion> {
  const { directory } = options;
  const names = (await readdir(directory)).filter((name) => name !== 'version.xml');
  const hasDescription = (await readdir(directory)).includes('version.xml');
  const source = hasDescription ? await readFile(join(directory, 'version.xml'), 'utf8') : '';
  const version = child(parseBoincXml(source), 'version') ?? parseBoincXml('');
  const described = new Map(
    childrenNamed(version, 'file').map((file) => [childText(file, 'physical_name'), file]),
  );
  for (const name of described.keys()) {
    if (!names.includes(basename(name))) throw refusal(directory, `there is no file ${name}`);
  }
  const files = await Promise.all(
    names.map((name) => describeFile(directory, name, described, names.length === 1)),
  );
  const mainPrograms = files.filter((file) => file.mainProgram);
  const [main] = mainPrograms;
  if (main === undefined || mainPrograms.length > 1) {
    throw refusal(directory, `${mainPrograms.length} files are the main program, not one`);
  }
  const apiVersion = childText(version, 'api_version') || (await findApiVersion(main.path));
  if (!/^(?:[6-9]|\d{2,})\./.test(apiVersion)) {
    // A client would choose a System V segment, which no app of ours can use.
    throw refusal(directory, `its api_version "${apiVersion}" is not 6.0 or later`);
  }
  return {
    appName: options.appName,
    versionNum: options.versionNum,
    platform: options.platform ?? DEFAULT_PLATFORM,
    planClass: options.planClass ?? '',
    avgNcpus: options.avgNcpus ?? 1,
    apiVersion,
    isWrapper: childFlag(version, 'is_wrapper'),
    dontThrottle: childFlag(version, 'dont_throttle'),
    needsNetwork: childFlag(version, 'needs_network'),
    filePrefix: childText(version, 'file_prefix'),
    files,
  };
}

async function describeFile(
  directory: string,
  fileName: string,
  described: ReadonlyMap<string, BoincElement>,
  isOnly: boolean,
): Promise<AppVersionFile> {
  const path = join(directory, fileName);
  const information = await stat(path);
  if (!information.isFile()) throw refusal(directory, `${fileName} is not a file`);
  const [physicalName, file] = [...described].find(([name]) => basename(name) === fileName) ?? [
    fileName,
    parseBoincXml(''),
  ];
  return {
    physicalName,
    logicalName: childText(file, 'logical_name') || undefined,
    mainProgram: childFlag(file, 'main_program') || isOnly,
    executable: childFlag(file, 'main_program') || isOnly || (information.mode & 0o111) !== 0,
    copyFile: childFlag(file, 'copy_file'),
    gzip: childFlag(file, 'gzip'),
    path,
    sizeBytes: information.size,
    md5: await fileMd5(path),
  };
}

/** What `strings` would show: the libraries have their version in each program. */
async function findApiVersion(path: string): Promise<string> {
  const program = await readFile(path, 'latin1');
  return /API_VERSION_(\d+\.\d+(?:\.\d+)?)/.exec(program)?.[1] ?? '';
}

function refusal(directory: string, reason: string): Error {
  return new Error(`${directory} is no app version: ${reason}`);
}
