import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { encodeSeed } from '@vmslot/proto/seed';

/** The agent's bundle, as an image has it. */
export const AGENT_BUNDLE = new URL('../../guest-agent/dist/agent.cjs', import.meta.url).pathname;

/** An agent that runs on this machine, without a virtual one. */
export interface BareAgent extends AsyncDisposable {
  readonly socketPath: string;
  readonly token: string;
  /** From the start of its process until it answers, as it says itself. */
  readonly readyMs: number;
  /** The same, seen from outside. */
  readonly seenReadyMs: number;
  readonly pid: number;
}

/** Starts the agent's bundle on a unix socket. The caller disposes of it, which ends it. */
export async function startBareAgent(): Promise<BareAgent> {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-bare-'));
  const token = randomBytes(32).toString('base64url');
  const seedFile = join(directory, 'seed.img');
  const link = { kind: 'virtio-serial', portName: 'none' } as const;
  const seed = { version: 1, bootId: 'bench', link, hostTimeMs: Date.now() } as const;
  await writeFile(seedFile, encodeSeed({ ...seed, secret: token }), { mode: 0o600 });
  const socketPath = join(directory, 'agent.sock');
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [
      AGENT_BUNDLE,
      `--seed=${seedFile}`,
      `--listen=unix:${socketPath}`,
      `--state=${join(directory, 'state')}`,
      '--user=nobody',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const exited = once(child, 'exit');
  let readyMs = Number.NaN;
  for await (const line of createInterface({ input: child.stderr })) {
    const ready = /ready on .* after (\d+) ms/.exec(line);
    if (ready === null) continue;
    readyMs = Number(ready[1]);
    break;
  }
  const seenReadyMs = performance.now() - startedAt;
  child.stderr.resume();
  return {
    socketPath,
    token,
    readyMs,
    seenReadyMs,
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await exited;
      await rm(directory, { recursive: true, force: true });
    },
  };
}
