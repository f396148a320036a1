import { Readable } from 'node:stream';
import type { AgentClient } from '../../host-bridge/src/agent-client/index.ts';
import { rate } from './statistics.ts';

/** File of the guest that transfers go to and come from; on its disk, behind the page cache. */
export const BENCH_FILE = '/tmp/vmslot-bench.bin';

/** Uploads a file with its SHA-256. @returns MB/s until the agent has confirmed it */
export async function agentUpload(client: AgentClient, byteCount: number): Promise<number> {
  const block = Buffer.alloc(64 * 1024, 1);
  let left = byteCount;
  const source = new Readable({
    highWaterMark: block.length * 4,
    read() {
      const piece = left < block.length ? block.subarray(0, left) : block;
      left -= piece.length;
      this.push(piece.length === 0 ? null : piece);
    },
  });
  const startedAt = performance.now();
  const { contentBytes } = await client.putFile(BENCH_FILE, source);
  if (contentBytes !== byteCount)
    throw new Error(`the agent has ${contentBytes} of ${byteCount} bytes`);
  return rate(byteCount, performance.now() - startedAt);
}

/** Downloads the file and checks its SHA-256. @returns MB/s */
export async function agentDownload(client: AgentClient, byteCount: number): Promise<number> {
  const startedAt = performance.now();
  const { body, verified } = await client.getFile(BENCH_FILE);
  let received = 0;
  for await (const chunk of body) received += (chunk as Buffer).length;
  await verified;
  if (received !== byteCount) throw new Error(`${received} of ${byteCount} bytes came`);
  return rate(byteCount, performance.now() - startedAt);
}

/** Runs a program of the guest as root. @returns what it printed on standard output */
export async function runInGuest(
  client: AgentClient,
  taskId: string,
  argv: readonly string[],
): Promise<string> {
  const printed: Uint8Array[] = [];
  const steps = [{ argv: [...argv] }];
  for await (const { event } of client.task.run({ taskId, user: 'root', steps })) {
    if (event?.output?.data) printed.push(event.output.data);
    if (event?.ended && !event.ended.succeeded) {
      throw new Error(`${argv.join(' ')}: ${event.ended.outcome?.message ?? 'failed'}`);
    }
    if (event?.ended) break;
  }
  await client.task.acknowledge({ taskId });
  return Buffer.concat(printed).toString();
}
