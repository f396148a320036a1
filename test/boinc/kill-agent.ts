import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { REPOSITORY } from '../e2e/workspace.ts';

/** Kills the agent that has started it, and waits for the next one. */
const SCRIPT = `
cd /sys/fs/cgroup/agent
agent() { for pid in $(cat cgroup.procs); do [ "$(readlink /proc/$pid/exe)" != /usr/lib/vmslot/node ] || echo $pid; done; }
old=$(agent)
echo "killing $old"
[ -n "$old" ] || exit 1
sleep 0.2
kill -9 $old
until [ -n "$(agent)" ] && [ "$(agent)" != "$old" ]; do sleep 0.2; done
echo back`;

/** What becomes of a guest whose agent is killed. */
export interface KilledAgent {
  /** Resolves when the next agent has told that it is there. @throws Error where the guest ended before */
  readonly isBack: Promise<void>;
  /** Resolves when nothing of the kill is left on this side, at the latest with the bridge. */
  readonly ended: Promise<void>;
}

/** Kills the agent of a machine with SIGKILL, through the bridge's way in. Resolves when it is about to happen. */
export async function killAgent(slotDirectory: string): Promise<KilledAgent> {
  const program = join(REPOSITORY, 'host-bridge', 'bin', 'vmslot.mjs');
  const child = spawn(
    process.execPath,
    [program, 'guest', 'exec', '--slot', slotDirectory, '--user', 'root', '--', 'sh', '-c', SCRIPT],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = once(child, 'close').then(() => undefined);
  const lines: string[] = [];
  const { promise: killing, resolve: isKilling } = Promise.withResolvers<void>();
  const { promise: back, resolve: comesBack } = Promise.withResolvers<void>();
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    if (/^killing \d+$/.test(line)) isKilling();
    if (line === 'back') comesBack();
  });
  const end = async (): Promise<never> => {
    await ended;
    throw new Error(`the agent was not killed: ${lines.join('; ')} ${complaint}`);
  };
  await Promise.race([killing, end()]);
  const isBack = Promise.race([back, end()]);
  isBack.catch(() => undefined);
  return { isBack, ended };
}
