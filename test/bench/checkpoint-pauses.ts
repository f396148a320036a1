import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AgentClient } from '../../host-bridge/src/agent-client/index.ts';
import { RestoredMachine } from '../restore/restored-machine.ts';
import { fillMemory } from './fill-memory.ts';
import { percentile, timed } from './statistics.ts';

const BYTES_PER_MB = 1024 * 1024;
/** Part of the guest's memory that holds something; what is empty costs nothing. */
const FILLED_SHARE = 0.25;
const RESTORE_TIMEOUT_MS = 300_000;

/** What to measure. */
export interface CheckpointPausesOptions {
  readonly memoryMb: number;
  /** Checkpoints of a machine that runs on. */
  readonly saveCount: number;
  /** Starts from a checkpoint, each with the first checkpoint after it. */
  readonly restoreCount: number;
  readonly say: (line: string) => void;
}

/** What checkpoints of a machine with this memory cost, a quarter of it filled with what cannot be compressed. */
export async function benchCheckpointPauses(options: CheckpointPausesOptions): Promise<void> {
  const { memoryMb, saveCount, restoreCount, say } = options;
  const bootedAtMs = performance.now();
  await using machine = await RestoredMachine.boot({ memoryBytes: memoryMb * BYTES_PER_MB });
  await runOnce(machine.client, 'first', ['/bin/true']);
  const coldMs = performance.now() - bootedAtMs;
  await fillMemory(machine.client, memoryMb * FILLED_SHARE);
  const [pauses, calls, bytes]: [number[], number[], number[]] = [[], [], []];
  for (let save = 0; save < saveCount; save += 1) {
    let saved = { bytes: 0, standstillMs: 0 };
    calls.push(await timed(async () => (saved = await machine.save())));
    pauses.push(saved.standstillMs);
    bytes.push(saved.bytes);
  }
  const savedBytes = percentile(bytes, 0.5);
  const plainMs = await timed(() => writePlainly(join(machine.directory, 'plain'), savedBytes));
  const [warm, first]: [number[], number[]] = [[], []];
  for (let restore = 0; restore < restoreCount; restore += 1) {
    await machine.kill();
    const startedAtMs = performance.now();
    await machine.restore(AbortSignal.timeout(RESTORE_TIMEOUT_MS));
    await runOnce(machine.client, `restored-${restore}`, ['/bin/true']);
    warm.push(performance.now() - startedAtMs);
    first.push((await machine.save()).standstillMs);
  }
  const ms = (samples: readonly number[]) =>
    `median ${percentile(samples, 0.5).toFixed(0)} p95 ${percentile(samples, 0.95).toFixed(0)} ms`;
  const ratio = percentile(pauses, 0.5) / plainMs;
  say(`${memoryMb} MB, ${FILLED_SHARE * 100} % of it filled`);
  say(`  written          ${(savedBytes / BYTES_PER_MB).toFixed(0)} MB a checkpoint`);
  say(
    `  guest stands     ${ms(pauses)}: ${ratio.toFixed(2)} times writing and syncing as many bytes`,
  );
  say(`  whole save       ${ms(calls)}`);
  say(`  after a restore  ${ms(first)} for the first checkpoint`);
  say(
    `  until an app runs: cold ${(coldMs / 1000).toFixed(1)} s, from a checkpoint ${ms(warm)}: ` +
      `${(coldMs / percentile(warm, 0.5)).toFixed(1)} times as fast`,
  );
}

/** Runs a program of the guest to its end. */
async function runOnce(
  client: AgentClient,
  processId: string,
  argv: readonly string[],
): Promise<void> {
  await client.process.start({ processId, spec: { argv: [...argv], user: 'root' } });
  for await (const { end } of client.process.watch({ processId })) {
    if (end && end.exitCode !== 0) throw new Error(`${argv.join(' ')}: ${end.message ?? 'failed'}`);
  }
  await client.process.forget({ processId });
}

/** The least that a save could cost. */
async function writePlainly(path: string, sizeBytes: number): Promise<void> {
  const chunk = Buffer.alloc(BYTES_PER_MB, 1);
  const file = await open(path, 'w');
  try {
    for (let left = sizeBytes; left > 0; left -= chunk.length) await file.write(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
  await rm(path);
}
