import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { benchBackgroundSnapshots } from './background-snapshots.ts';
import { benchBareHost } from './bare-host.ts';
import { startBenchVm } from './bench-vm.ts';
import { benchCheckpointPauses } from './checkpoint-pauses.ts';
import { benchComputeLoss, benchUmlSpeed } from './compute-loss.ts';
import { benchSerial } from './serial-machine.ts';
import { benchVirtio } from './virtio-machine.ts';

/**
 * The benchmark: one run, everything side by side. Only the ratios mean something on another computer.
 * `--megabytes N` sets how much each transfer moves, `--cpus N` the guest's CPUs, `--idle N` for how
 * many seconds an idle agent is looked at, `--saves N` how many background snapshots of each kind are taken,
 * `--only bare|virtio|serial|checkpoints|snapshots|compute` one part.
 */
const textOption = (name: string): string | undefined => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? undefined : process.argv[index + 1];
};
const option = (name: string, fallback: number): number => Number(textOption(name) ?? fallback);
const only = textOption('only');
const isWanted = (part: string) => only === undefined || only === part;

const transferBytes = option('megabytes', 64) * 1024 * 1024;
const idleMs = option('idle', 20) * 1000;
const cpuCount = option('cpus', 1);
const rounds = 3;
const say = (line: string) => process.stdout.write(`${line}\n`);

say(`machine  ${cpus().length} CPUs, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`);
if (isWanted('bare')) await benchBareHost({ transferBytes, rounds, idleMs, say });
const image = fileURLToPath(new URL('../../images/out/bench', import.meta.url));
for (const channel of ['virtio', 'serial'] as const) {
  if (!isWanted(channel)) continue;
  await using bench = await startBenchVm(image, { cpuCount, channel });
  const { accelerator, version } = bench.probe;
  say('');
  say(`guest    QEMU ${version}, ${accelerator}, ${cpuCount} CPU; agent on ${channel}`);
  if (channel === 'virtio') await benchVirtio(bench, { transferBytes, rounds, idleMs, say });
  else await benchSerial(bench, { rounds, say });
}
if (isWanted('checkpoints')) {
  say('');
  say('checkpoints of whole machines, QEMU');
  for (const memoryMb of [256, 1024]) {
    await benchCheckpointPauses({ memoryMb, saveCount: 20, restoreCount: 5, say });
  }
}
if (isWanted('snapshots')) {
  say('');
  say('saves with the guest stopped, and background snapshots, QEMU');
  for (const memoryMb of [256, 1024]) {
    await benchBackgroundSnapshots({ memoryMb, saveCount: option('saves', 10), say });
  }
}
if (isWanted('compute')) {
  say('');
  await benchComputeLoss({ loopCount: 3_000_000, rounds: 3, say });
  await benchUmlSpeed({ loopCount: 60_000_000, rounds: 3, say });
}
