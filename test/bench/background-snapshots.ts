import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { QmpError } from '../../host-bridge/src/hypervisor/qmp-error.ts';
import { RestoredMachine } from '../restore/restored-machine.ts';
import { fillMemory } from './fill-memory.ts';
import { installTicks, startLoad, stopLoad } from './snapshots/guest-load.ts';
import { Migration } from './snapshots/migration.ts';
import { restoreBackground } from './snapshots/restore-background.ts';
import { SAVE_KINDS, SnapshotFigures } from './snapshots/snapshot-figures.ts';
import { TickReader } from './snapshots/ticks.ts';
import { wrapQemu } from './snapshots/wrapped-qemu.ts';
import { timed } from './statistics.ts';

const BYTES_PER_MB = 1024 * 1024;
const FILLED_SHARE = 0.25;
const QUIET_MS = 1000;
const TICK_TIMEOUT_MS = 120_000;

/** What the guest does meanwhile: the words for `guest/ticks.c`. The last one runs on in the machine that is restored. */
const loadsOf = (memoryMb: number) => [
  ['idle'],
  ['compute'],
  ['write', String(memoryMb * WRITTEN_SHARE)],
];
/** Part of the guest's memory that is written all the time, with what is filled no more than there is. */
const WRITTEN_SHARE = 1 / 8;
/** Its saves are for its speed alone, which needs fewer. */
const COMPUTE_SAVE_COUNT = 3;

/** What to measure. */
export interface BackgroundSnapshotsOptions {
  readonly memoryMb: number;
  /** Saves of each kind under each load, taken in turns. */
  readonly saveCount: number;
  readonly say: (line: string) => void;
}

/**
 * How long a guest stands still for a save of the driver's, and for QEMU's background snapshot of the same guest, which
 * vmslot does not use. Says in one line where this host does not allow it.
 */
export async function benchBackgroundSnapshots(options: BackgroundSnapshotsOptions): Promise<void> {
  const { memoryMb, saveCount, say } = options;
  await using qemu = await wrapQemu();
  const { programDirectory } = qemu;
  await using machine = await RestoredMachine.boot({
    memoryBytes: memoryMb * BYTES_PER_MB,
    programDirectory,
  });
  using migration = await Migration.connect(qemu.qmpSocket);
  try {
    await migration.tryBackground();
  } catch (error) {
    if (!(error instanceof QmpError) || error.code !== 'command_failed') throw error;
    say(`background snapshots: not on this host, for this user. ${error.message}`);
    return;
  }
  await installTicks(machine.client);
  await fillMemory(machine.client, memoryMb * FILLED_SHARE);
  let fileCount = 0;
  const tag = () => `background-${fileCount}`;
  const memoryFile = () => join(machine.directory, tag());
  // As the driver does: the one before goes when the new one is whole.
  const saveInBackground = async () => {
    const [tagBefore, fileBefore] = [tag(), memoryFile()];
    fileCount += 1;
    const saved = await migration.saveInBackground(memoryFile(), tag());
    if (fileCount > 1) await migration.deleteDisk(tagBefore);
    await rm(fileBefore, { force: true });
    return saved;
  };
  const saveMemory = () => migration.saveInBackground(join(machine.directory, 'memory-only'));
  say(`${memoryMb} MB, ${FILLED_SHARE * 100} % of it filled`);
  for (const load of loadsOf(memoryMb)) {
    await startLoad(machine.client, load);
    const figures = new SnapshotFigures();
    await using ticks = await TickReader.connect(qemu.tickSocket);
    const take = () => ticks.take(AbortSignal.timeout(TICK_TIMEOUT_MS));
    await take();
    const count = load[0] === 'compute' ? Math.min(COMPUTE_SAVE_COUNT, saveCount) : saveCount;
    const waysBySaveKind = {
      stopped: () => machine.save(),
      background: saveInBackground,
      'memory only': saveMemory,
    };
    for (let save = 0; save < count; save += 1) {
      for (const kind of SAVE_KINDS) {
        await pause(QUIET_MS);
        figures.quiet(await take());
        let saved = { bytes: 0, standstillMs: 0 };
        const wholeMs = await timed(async () => (saved = await waysBySaveKind[kind]()));
        figures.add(kind, { ...saved, wholeMs, ticks: await take() });
      }
    }
    figures.print(load.join(' '), { isWork: load[0] !== 'idle' }, say);
    if (load[0] !== 'write') await stopLoad(machine.client);
  }
  await restoreBackground({ machine, qemu, memoryFile: memoryFile(), tag: tag(), say });
}
