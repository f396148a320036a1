import { readdir, realpath, stat } from 'node:fs/promises';
import { findProgram } from '../hypervisor/find-program.ts';
import { oneLine } from '../report/one-line.ts';
import type { Detector } from './detector.ts';
import type { CapabilityReport } from './probe-report.ts';
import { programEnvironment } from './program-environment.ts';
import { runBounded } from './run-bounded.ts';

/** How long a program may take to tell its version. */
export const DETECTOR_TIMEOUT_MS = 5_000;

/** Most bytes that a program may print beside its version, on each of its outputs. */
export const MAX_DETECTOR_OUTPUT_BYTES = 16 * 1024;

export interface DetectOptions {
  /** False: nothing is run; files alone are looked at. */
  readonly mayRun: boolean;
  /** Has PATH in it, and what {@link programEnvironment} lets through. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
  /** Default {@link DETECTOR_TIMEOUT_MS}. */
  readonly timeoutMs?: number | undefined;
  /** Default: that of this process. */
  readonly platform?: NodeJS.Platform | undefined;
}

/**
 * Looks for one capability. A program that others may write is found, and not run.
 * @throws the reason of `signal` alone; all else is in the report
 */
export async function detect(
  detector: Detector,
  options: DetectOptions,
): Promise<CapabilityReport> {
  const { name } = detector;
  const program = await findFirst(detector, options);
  if (program === undefined) return { name, source: 'built-in', status: 'missing' };
  const about = (status: CapabilityReport['status']) =>
    ({ name, source: 'built-in', status, program }) as const;
  const unusable = (reason: string) => ({ ...about('unusable'), reason });
  if (!options.mayRun) {
    const version = await readVersionFromFiles(detector, program);
    return { ...about('not_run'), ...(version !== undefined && { version }) };
  }
  if (await isWritableByAll(program)) return unusable('everybody may change it: not run');
  const run = await runBounded(program, detector.versionArguments, {
    timeoutMs: options.timeoutMs ?? DETECTOR_TIMEOUT_MS,
    maxOutputBytes: MAX_DETECTOR_OUTPUT_BYTES,
    environment: programEnvironment(options.environment),
    signal: options.signal,
  });
  if (run.outcome === 'failed') return unusable(run.reason);
  const stdout = run.stdout.toString('utf8');
  const stderr = run.stderr.toString('utf8');
  if (run.exitCode !== 0) {
    const how = run.signal === null ? `status ${run.exitCode}` : run.signal;
    const said = firstLine(stderr) ?? firstLine(stdout) ?? 'it said nothing';
    return unusable(`ended with ${how}: ${said}`);
  }
  const version = detector.parseVersion({ stdout, stderr })?.slice(0, MAX_VERSION_LENGTH);
  if (version !== undefined) return { ...about('found'), version };
  const said = firstLine(stdout) ?? firstLine(stderr);
  return unusable(said === undefined ? 'told no version' : `told no version, but: ${said}`);
}

/** Longest version in a report, in UTF-16 units; a longer one is cut, or refused from a plug-in. */
export const MAX_VERSION_LENGTH = 100;

const MAX_SAID_LENGTH = 200;

function firstLine(text: string): string | undefined {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '');
  return line === undefined ? undefined : oneLine(line).slice(0, MAX_SAID_LENGTH);
}

async function findFirst(
  detector: Detector,
  { environment, platform = process.platform }: DetectOptions,
): Promise<string | undefined> {
  const { installerStub } = detector;
  for (const program of detector.programs) {
    const path = await findProgram(program, { searchPath: environment['PATH'] ?? '' });
    if (path === undefined) continue;
    if (platform !== 'darwin' || path !== installerStub?.path) return path;
    for (const directory of installerStub.realDirectories) {
      if (await hasEntries(directory)) return path;
    }
  }
  return undefined;
}

async function hasEntries(directory: string): Promise<boolean> {
  try {
    return (await readdir(directory)).length > 0;
  } catch {
    // Not there, or not to be seen: nothing is installed for this user.
    return false;
  }
}

async function readVersionFromFiles(
  detector: Detector,
  program: string,
): Promise<string | undefined> {
  if (detector.readVersion === undefined) return undefined;
  try {
    return await detector.readVersion(await realpath(program));
  } catch {
    // The program went away meanwhile; it was there.
    return undefined;
  }
}

async function isWritableByAll(program: string): Promise<boolean> {
  try {
    return ((await stat(program)).mode & 0o002) !== 0;
  } catch {
    // Gone since it was found: starting it says so.
    return false;
  }
}
