import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { agentDownload, agentUpload } from './agent-transfer.ts';
import { RAW_SERIAL_DEVICE, type BenchVm } from './bench-vm.ts';
import { RAW_SCRIPT, rawRound } from './raw-rounds.ts';
import { percentile, timed } from './statistics.ts';

const SERIAL_BYTES = 512 * 1024;
const CALLS = 60;

export interface SerialOptions {
  readonly rounds: number;
  readonly say: (line: string) => void;
}

/** The agent behind a 16550, beside another one with nothing in between. */
export async function benchSerial(bench: BenchVm, { rounds, say }: SerialOptions): Promise<void> {
  const { client } = bench;
  const script = await readFile(new URL('guest/raw-port.mjs', import.meta.url));
  await client.putFile(RAW_SCRIPT, Readable.from([script]));
  const figures: Record<'rawUp' | 'rawDown' | 'ourUp' | 'ourDown', number[]> = {
    rawUp: [],
    rawDown: [],
    ourUp: [],
    ourDown: [],
  };
  const raw = {
    port: RAW_SERIAL_DEVICE,
    socketPath: bench.rawSerialSocket,
    byteCount: SERIAL_BYTES,
  };
  for (let round = 0; round < rounds; round++) {
    figures.rawUp.push(await rawRound(bench, { ...raw, mode: 'read', taskId: `r-${round}` }));
    figures.rawDown.push(await rawRound(bench, { ...raw, mode: 'write', taskId: `w-${round}` }));
    figures.ourUp.push(await agentUpload(client, SERIAL_BYTES));
    figures.ourDown.push(await agentDownload(client, SERIAL_BYTES));
  }
  const kilobytes = (name: keyof typeof figures) => percentile(figures[name], 0.5) * 1000;
  const line = (label: string, up: number, down: number) =>
    say(`${label.padEnd(22)} ${up.toFixed(0).padStart(5)} up ${down.toFixed(0).padStart(5)} down`);
  say('                       (KB/s, median)');
  line('raw 16550', kilobytes('rawUp'), kilobytes('rawDown'));
  line('our file, SHA-256', kilobytes('ourUp'), kilobytes('ourDown'));
  const share = (direction: 'Up' | 'Down') =>
    `${Math.round((kilobytes(`our${direction}`) / kilobytes(`raw${direction}`)) * 100)} %`;
  say(`ratio to the raw line  ${share('Up')} up, ${share('Down')} down`);
  const calls: number[] = [];
  for (let call = 0; call < CALLS; call++) calls.push(await timed(() => client.task.list({})));
  say(
    `call latency           p50 ${percentile(calls, 0.5).toFixed(1)} ms p99 ${percentile(calls, 0.99).toFixed(1)}`,
  );
}
