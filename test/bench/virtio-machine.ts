import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { agentDownload, agentUpload, runInGuest } from './agent-transfer.ts';
import { RAW_PORT, type BenchVm } from './bench-vm.ts';
import { readBootPhases } from './boot-phases.ts';
import { agentExec, execRate, qemuGaExec } from './exec-rounds.ts';
import { measureIdle } from './idle-agent.ts';
import { QemuGa } from './qemu-ga.ts';
import { GUEST_NODE, RAW_SCRIPT, rawRound } from './raw-rounds.ts';
import { percentile, rate, timed } from './statistics.ts';

const CALLS = 300;
const EXECS = 100;
const HASH_SCRIPT = '/tmp/sha256-rate.mjs';

export interface VirtioOptions {
  readonly transferBytes: number;
  readonly rounds: number;
  readonly idleMs: number;
  readonly say: (line: string) => void;
}

/** Our agent and qemu-ga side by side, each on a virtio port of one machine. */
export async function benchVirtio(bench: BenchVm, options: VirtioOptions): Promise<void> {
  const { client, vm } = bench;
  const { idleMs, rounds, say, transferBytes } = options;
  const phases = readBootPhases(vm.consoleTail(200));
  say(
    `boot     kernel ${phases.kernelSeconds.toFixed(2)} s, initial RAM disk ${phases.initrdSeconds.toFixed(2)} s, ` +
      `init ${phases.initSeconds.toFixed(2)} s, agent ${phases.agentSeconds.toFixed(2)} s; ` +
      `power-on to hello ${(bench.readyMs / 1000).toFixed(2)} s`,
  );
  const idle = await measureIdle(client, idleMs);
  say(
    `idle     agent RSS ${mb(idle.rssBytes)} MB (aim 60), CPU ${(idle.cpuShare * 100).toFixed(2)} % (aim 0.5)`,
  );
  for (const [path, name] of [
    [RAW_SCRIPT, 'raw-port'],
    [HASH_SCRIPT, 'sha256-rate'],
  ] as const) {
    const script = await readFile(new URL(`guest/${name}.mjs`, import.meta.url));
    await client.putFile(path, Readable.from([script]));
  }
  using qemuGa = await QemuGa.connect(bench.qemuGaSocket);
  await benchTransfers(bench, qemuGa, { rounds, say, transferBytes });
  await benchCalls(bench, qemuGa, say);
  const info = await client.system.getInfo({});
  say(
    `agent at the end       RSS ${mb(info.agentRssBytes)} MB, peak ${mb(info.agentPeakRssBytes)} MB`,
  );
}

async function benchTransfers(
  bench: BenchVm,
  qemuGa: QemuGa,
  { rounds, say, transferBytes }: Omit<VirtioOptions, 'idleMs'>,
): Promise<void> {
  const { client } = bench;
  const qemuGaBytes = transferBytes / 4;
  const figures: Record<string, number[]> = {};
  const note = (name: string, value: number) => (figures[name] ??= []).push(value);
  const raw = { port: RAW_PORT, socketPath: bench.rawSocket, byteCount: transferBytes };
  for (let round = 0; round < rounds; round++) {
    note('raw up', await rawRound(bench, { ...raw, mode: 'read', taskId: `read-${round}` }));
    note('raw down', await rawRound(bench, { ...raw, mode: 'write', taskId: `write-${round}` }));
    note('our up', await agentUpload(client, transferBytes));
    note('our down', await agentDownload(client, transferBytes));
    const path = '/tmp/qemu-ga.bin';
    note('ga up', rate(qemuGaBytes, await timed(() => qemuGa.write(path, qemuGaBytes))));
    note('ga down', rate(qemuGaBytes, await timed(() => qemuGa.read(path))));
  }
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
  const ratio = (direction: string) =>
    (median(`our ${direction}`) / median(`ga ${direction}`)).toFixed(1);
  const ofRaw = (direction: string) =>
    percent(median(`our ${direction}`) / median(`raw ${direction}`));
  say('');
  say(
    `ratio to qemu-ga       ${ratio('up')} up (aim 12), ${ratio('down')} down (aim 8), with a SHA-256 that it lacks`,
  );
  say(`ratio to the raw port  ${ofRaw('up')} up, ${ofRaw('down')} down`);
  const hashRate = Number(await runInGuest(client, 'sha256', [GUEST_NODE, HASH_SCRIPT]));
  const bound = (direction: string) => 1 / (1 / median(`raw ${direction}`) + 1 / hashRate);
  say(
    `SHA-256 alone          ${hashRate.toFixed(1)} MB/s in this guest; raw port and SHA-256 one after the other would give ` +
      `${bound('up').toFixed(1)} up, ${bound('down').toFixed(1)} down`,
  );
}

async function benchCalls(
  { client }: BenchVm,
  qemuGa: QemuGa,
  say: (line: string) => void,
): Promise<void> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let call = 0; call < CALLS; call++) {
    ours.push(await timed(() => client.task.list({})));
    theirs.push(await timed(() => qemuGa.call('guest-ping')));
  }
  say(`call latency           ours ${latency(ours)}, qemu-ga ${latency(theirs)}`);
  const ourExecs: number[] = [];
  const theirExecs: number[] = [];
  for (let index = 0; index < EXECS; index++) {
    ourExecs.push(await timed(() => agentExec(client, `exec-${index}`)));
    theirExecs.push(await timed(() => qemuGaExec(qemuGa)));
  }
  say(`exec /bin/true         ours ${latency(ourExecs)}, qemu-ga ${latency(theirExecs)}`);
  const perSecond = await execRate((index) => agentExec(client, `lane-${index}`), {
    count: EXECS,
    atOnce: 4,
  });
  // One call at a time is all that its protocol allows.
  const theirPerSecond = await execRate(() => qemuGaExec(qemuGa), { count: EXECS, atOnce: 1 });
  say(
    `execs a second         ours ${perSecond.toFixed(1)}, qemu-ga ${theirPerSecond.toFixed(1)}: ` +
      `${(perSecond / theirPerSecond).toFixed(2)} times (aim 1)`,
  );
}

function latency(samplesMs: readonly number[]): string {
  return `p50 ${percentile(samplesMs, 0.5).toFixed(2)} ms p99 ${percentile(samplesMs, 0.99).toFixed(2)}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function mb(byteCount: number | undefined): number {
  return Math.round((byteCount ?? 0) / 1e6);
}
