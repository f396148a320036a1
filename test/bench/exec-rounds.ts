import type { AgentClient } from '../../host-bridge/src/agent-client/index.ts';
import type { QemuGa } from './qemu-ga.ts';

/** What is run: as little as a program can be. */
const PROGRAM = '/bin/true';

/** Pause between two questions to qemu-ga: it does not tell an end by itself. Shorter makes it slower. */
const QEMU_GA_POLL_MS = 1;

/** Runs a program of the guest through our agent, up to its end, and has it forgotten. */
export async function agentExec(client: AgentClient, processId: string): Promise<void> {
  const spec = { argv: [PROGRAM], user: 'root' };
  await client.process.start({ processId, spec });
  for await (const { end } of client.process.watch({ processId })) {
    if (end && end.exitCode !== 0) throw new Error(`${PROGRAM}: ${end.message ?? 'failed'}`);
    if (end) break;
  }
  await client.process.forget({ processId });
}

/** Does the same through qemu-ga, which has to be asked again and again. */
export async function qemuGaExec(qemuGa: QemuGa): Promise<void> {
  const { pid } = (await qemuGa.call('guest-exec', { path: PROGRAM, 'capture-output': true })) as {
    pid: number;
  };
  for (;;) {
    const status = (await qemuGa.call('guest-exec-status', { pid })) as { exited: boolean };
    if (status.exited) return;
    await new Promise((resolve) => setTimeout(resolve, QEMU_GA_POLL_MS));
  }
}

/** Runs `count` programs, `atOnce` of them at a time. @returns programs a second */
export async function execRate(
  run: (index: number) => Promise<void>,
  { count, atOnce }: { readonly count: number; readonly atOnce: number },
): Promise<number> {
  let next = 0;
  const lane = async () => {
    while (next < count) await run(next++);
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: atOnce }, lane));
  return (count * 1000) / (performance.now() - startedAt);
}
