import { readFile } from 'node:fs/promises';
import { SNAPSHOT_TAG } from '../hypervisor/driver.ts';
import { writeAtomically } from '../slot/write-atomically.ts';
import { MAX_CHECKPOINT_COUNT, type Checkpoint } from './checkpoint.ts';

/** What was found in a checkpoint file. */
export interface CheckpointFileContent {
  /** The newest first; empty where there is none. */
  readonly checkpoints: readonly Checkpoint[];
  /** Why the file cannot be used, in one line; undefined where it can or is not there. */
  readonly problem: string | undefined;
  readonly notes: CheckpointNotes;
}

/** What a start must know of earlier ones. All of it goes with the next checkpoint. */
export interface CheckpointNotes {
  /** How long the hypervisor or accelerator of the last one has been waited for, in milliseconds. */
  readonly waited?:
    | {
        readonly totalMs: number;
        /** The last try, in milliseconds since 1970. */
        readonly atMs: number;
      }
    | undefined;
  /** By tag: starts in which the guest did not answer, hung or panicked. */
  readonly failedStarts?: Readonly<Record<string, number>> | undefined;
}

/** Reads the list of checkpoints. Never throws: a file that cannot be used means no checkpoints. */
export async function readCheckpointFile(path: string): Promise<CheckpointFileContent> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const problem = code === 'ENOENT' ? undefined : `${path} cannot be read (${code})`;
    return { checkpoints: [], problem, notes: {} };
  }
  try {
    const content: unknown = JSON.parse(text);
    if (isContent(content)) {
      const { checkpoints, notes } = content;
      return { checkpoints, problem: undefined, notes: toNotes(notes) };
    }
  } catch {
    // Cut off or overwritten by somebody: told below, as is what is no list of checkpoints.
  }
  const problem = `${path} is no list of checkpoints of this version`;
  return { checkpoints: [], problem, notes: {} };
}

/** The driver whose machine the last checkpoint is; undefined where there is none, or any can go on from it. */
export async function driverOfCheckpoint(path: string): Promise<string | undefined> {
  const [last] = (await readCheckpointFile(path)).checkpoints;
  return last?.files === undefined ? last?.machine.driver : undefined;
}

/** Replaces the list; from then on these checkpoints count, and no others. */
export async function writeCheckpointFile(
  path: string,
  checkpoints: readonly Checkpoint[],
  notes?: CheckpointNotes,
): Promise<void> {
  const content = { version: 1, checkpoints: checkpoints.slice(0, MAX_CHECKPOINT_COUNT), notes };
  await writeAtomically(path, `${JSON.stringify(content, undefined, 2)}\n`);
}

/** Notes help; those that are damaged are none. */
function toNotes(value: unknown): CheckpointNotes {
  if (!isObject(value)) return {};
  const { waited, failedStarts } = value;
  const { totalMs, atMs } = isObject(waited) ? waited : {};
  const counts = isObject(failedStarts)
    ? Object.entries(failedStarts).filter(([, n]) => isFigure(n))
    : [];
  return {
    ...(isFigure(totalMs) && isFigure(atMs) ? { waited: { totalMs, atMs } } : {}),
    ...(counts.length > 0
      ? { failedStarts: Object.fromEntries(counts) as Record<string, number> }
      : {}),
  };
}

function isContent(value: unknown): value is { checkpoints: Checkpoint[]; notes: unknown } {
  if (!isObject(value) || value['version'] !== 1) return false;
  const list = value['checkpoints'];
  return Array.isArray(list) && list.length <= MAX_CHECKPOINT_COUNT && list.every(isCheckpoint);
}

const NUMBERS = {
  position: ['lastSequence', 'step', 'stdoutOffset', 'stderrOffset'],
  outputBytes: ['stdout', 'stderr'],
  figures: ['cpuTimeMs', 'guestCpuTimeMs', 'runtimeMs', 'fractionDone'],
  machine: ['memoryBytes', 'cpuCount', 'diskLimitBytes'],
} as const;

const MACHINE_TEXTS = ['driver', 'version', 'accelerator', 'diskFile'] as const;

/** The file is the bridge's own; this finds damage and other versions, not malice. */
function isCheckpoint(value: unknown): value is Checkpoint {
  if (!isObject(value)) return false;
  const { tag, machine } = value;
  if (typeof tag !== 'string' || !SNAPSHOT_TAG.test(tag) || !isObject(machine)) return false;
  const texts = [
    value['bootId'],
    value['jobDigest'],
    ...MACHINE_TEXTS.map((name) => machine[name]),
  ];
  if (!texts.every((text) => typeof text === 'string')) return false;
  if (typeof machine['network'] !== 'boolean') return false;
  if (value['files'] !== undefined && !isFiles(value['files'])) return false;
  if (!isFigure(value['savedAtMs']) || !isFigure(value['trickleCount'])) return false;
  return Object.entries(NUMBERS).every(([name, fields]) => {
    const part = value[name];
    return isObject(part) && fields.every((field) => isFigure(part[field]));
  });
}

const FILES_NUMBERS = [
  'bytes',
  'floatingPointOperations',
  'integerOperations',
  'programCheckpointCount',
];

function isFiles(value: unknown): boolean {
  if (!isObject(value) || !/^[0-9a-f]{64}$/.test(String(value['digest']))) return false;
  return FILES_NUMBERS.every((field) => isFigure(value[field]));
}

function isFigure(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
