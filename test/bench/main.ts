import { readFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { agentDownload, agentUpload, runInGuest } from './agent-transfer.ts';
import { RAW_PORT, startBenchVm, type BenchVm } from './bench-vm.ts';
import { readBootPhases } from './boot-phases.ts';
import { QemuGa } from './qemu-ga.ts';
import { connectPort, rawDownload, rawUpload } from './raw-port.ts';
import { percentile, rate, timed } from './statistics.ts';

/**
 * The benchmark: one machine, one run, everything side by side. Only the ratios mean something on
 * another computer. `--megabytes N` sets how much each transfer moves, `--cpus N` the guest's CPUs.
 */
const option = (name: string, fallback: number): number => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? fallback : Number(process.argv[index + 1]);
};
const TRANSFER_BYTES = option('megabytes', 64) * 1024 * 1024;
const QEMU_GA_BYTES = TRANSFER_BYTES / 4;
const ROUNDS = 3;
const CALLS = 300;
const SCRIPT = '/tmp/raw-port.mjs';
const HASH_SCRIPT = '/tmp/sha256-rate.mjs';
const GUEST_NODE = '/usr/lib/vmslot/node';

const image = fileURLToPath(new URL('../../images/out/bench', import.meta.url));
await using bench = await startBenchVm(image, option('cpus', 1));
const { client, probe, vm } = bench;
const say = (line: string) => process.stdout.write(`${line}\n`);

say(`machine  ${cpus().length} CPUs, ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`);
say(
  `guest    QEMU ${probe.version}, ${probe.accelerator}, ${option('cpus', 1)} CPU; ${ROUNDS} rounds of ${TRANSFER_BYTES >> 20} MiB`,
);
const phases = readBootPhases(vm.consoleTail(200));
say(
  `boot     kernel ${phases.kernelSeconds.toFixed(2)} s, initial RAM disk ${phases.initrdSeconds.toFixed(2)} s, ` +
    `init ${phases.initSeconds.toFixed(2)} s, agent ${phases.agentSeconds.toFixed(2)} s; ` +
    `power-on to hello ${(bench.readyMs / 1000).toFixed(2)} s`,
);

for (const [path, name] of [
  [SCRIPT, 'raw-port'],
  [HASH_SCRIPT, 'sha256-rate'],
] as const) {
  const script = await readFile(new URL(`guest/${name}.mjs`, import.meta.url));
  await client.putFile(path, Readable.from([script]));
}

const figures: Record<string, number[]> = {};
const note = (name: string, value: number) => (figures[name] ??= []).push(value);
using qemuGa = await QemuGa.connect(bench.qemuGaSocket);
for (let round = 0; round < ROUNDS; round++) {
  note('raw up', await rawRound(bench, 'read', `raw-read-${round}`));
  note('raw down', await rawRound(bench, 'write', `raw-write-${round}`));
  note('our up', await agentUpload(client, TRANSFER_BYTES));
  note('our down', await agentDownload(client, TRANSFER_BYTES));
  const path = '/tmp/qemu-ga.bin';
  note('ga up', rate(QEMU_GA_BYTES, await timed(() => qemuGa.write(path, QEMU_GA_BYTES))));
  note('ga down', rate(QEMU_GA_BYTES, await timed(() => qemuGa.read(path))));
}
const ourCalls: number[] = [];
const gaCalls: number[] = [];
for (let call = 0; call < CALLS; call++) {
  ourCalls.push(await timed(() => client.task.list({})));
  gaCalls.push(await timed(() => qemuGa.call('guest-ping')));
}
const hashRate = Number(await runInGuest(client, 'sha256', [GUEST_NODE, HASH_SCRIPT]));
const info = await client.system.getInfo({});

const median = (name: string) => percentile(figures[name] ?? [], 0.5);
const best = (name: string) => Math.max(...(figures[name] ?? []));
say('');
say('                       host→guest   guest→host   (MB/s: median, best)');
for (const [label, name] of [
  ['raw port', 'raw'],
  ['our file, SHA-256', 'our'],
  ['qemu-ga file', 'ga'],
] as const) {
  const cell = (direction: string) =>
    `${median(`${name} ${direction}`).toFixed(1).padStart(6)} ${best(`${name} ${direction}`).toFixed(1).padStart(5)}`;
  say(`${label.padEnd(22)} ${cell('up')} ${cell('down')}`);
}
say('');
say(
  `ratio to qemu-ga       ${(median('our up') / median('ga up')).toFixed(1)} up, ${(median('our down') / median('ga down')).toFixed(1)} down (aim 10 each)`,
);
say(
  `ratio to the raw port  ${percent(median('our up') / median('raw up'))} up, ${percent(median('our down') / median('raw down'))} down (aim 60 %)`,
);
const bound = (raw: number) => 1 / (1 / raw + 1 / hashRate);
say(
  `SHA-256 alone          ${hashRate.toFixed(1)} MB/s in this guest; raw port and SHA-256 one after the other would give ` +
    `${percent(bound(median('raw up')) / median('raw up'))} up, ${percent(bound(median('raw down')) / median('raw down'))} down of the raw port`,
);
const ms = (samples: readonly number[], share: number) => percentile(samples, share).toFixed(2);
say(
  `call latency           ours p50 ${ms(ourCalls, 0.5)} ms p99 ${ms(ourCalls, 0.99)}, qemu-ga p50 ${ms(gaCalls, 0.5)} ms p99 ${ms(gaCalls, 0.99)}`,
);
say(
  `agent                  RSS ${mb(info.agentRssBytes)} MB, peak ${mb(info.agentPeakRssBytes)} MB`,
);

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function mb(byteCount: number | undefined): number {
  return Math.round((byteCount ?? 0) / 1e6);
}

/** A program of the guest on the other end, reading in the best way that Node has there. */
async function rawRound(machine: BenchVm, mode: 'read' | 'write', taskId: string): Promise<number> {
  const argv = [GUEST_NODE, SCRIPT, mode, RAW_PORT, String(TRANSFER_BYTES)];
  const ended = runInGuest(machine.client, taskId, argv);
  const socket = await connectPort(machine.rawSocket);
  try {
    const move = mode === 'read' ? rawUpload : rawDownload;
    const result = await move(socket, TRANSFER_BYTES);
    await ended;
    return result;
  } finally {
    socket.destroy();
  }
}
