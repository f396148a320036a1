import type { AgentClient } from '../../host-bridge/src/agent-client/index.ts';

const BYTES_PER_MB = 1024 * 1024;
const FILL_TIMEOUT_MS = 600_000;

/** Puts random bytes into a file system of the guest that is nothing but memory. */
export async function fillMemory(client: AgentClient, megabytes: number): Promise<void> {
  const script =
    `mkdir /run/fill && mount -t tmpfs -o size=${Math.ceil(megabytes) + 1}m fill /run/fill && ` +
    `head -c ${Math.ceil(megabytes * BYTES_PER_MB)} /dev/urandom > /run/fill/random`;
  await client.process.start({
    processId: 'fill',
    spec: { argv: ['/bin/busybox', 'sh', '-c', script], user: 'root' },
  });
  const signal = AbortSignal.timeout(FILL_TIMEOUT_MS);
  for await (const { end } of client.process.watch({ processId: 'fill' }, { signal })) {
    if (end && end.exitCode !== 0) throw new Error(`memory cannot be filled: ${end.message ?? ''}`);
  }
}
