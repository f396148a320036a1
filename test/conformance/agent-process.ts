import { spawn, type StdioOptions } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { encodeSeed, type SeedLink } from '@vmslot/proto/seed';

/** The agent as it goes into images; built before these tests. */
export const AGENT_BUNDLE = fileURLToPath(
  new URL('../../guest-agent/dist/agent.cjs', import.meta.url),
);

/** User that programs run as on a bare host. */
export const BARE_APP_USER = 'nobody';

/** How an agent is started on this machine. */
export interface AgentProcessOptions {
  /** `--listen` of the agent; none: what the seed's link says. */
  readonly listen?: (directory: string) => string;
  /** Link in the seed. Default: a virtio port that is not opened. */
  readonly link?: SeedLink;
  /** Adds a socket pair whose other end is the agent's descriptor 3. */
  readonly withPipe?: boolean;
}

/** The agent's bundle, running on this machine as root. Disposing it ends it and removes its files. */
export interface AgentProcess extends AsyncDisposable {
  /** What it listens on, as it says itself. */
  readonly address: string;
  /** Directory of its own; users may walk through it. */
  readonly directory: string;
  readonly scratchParent: string;
  readonly secret: Uint8Array;
  readonly token: string;
  readonly bootId: string;
  readonly pid: number;
  /** The other end of its descriptor 3, where it was asked for. */
  readonly pipe: Duplex | undefined;
  /** What it has logged so far. */
  readonly log: readonly string[];
}

/** @throws Error with what it said where it ends before it is ready */
export async function startAgentProcess(options: AgentProcessOptions): Promise<AgentProcess> {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-conformance-'));
  await chmod(directory, 0o711);
  const scratchParent = join(directory, 'scratch');
  await mkdir(scratchParent);
  const secret = randomBytes(32);
  const token = secret.toString('base64url');
  const bootId = 'conformance';
  const link = options.link ?? { kind: 'virtio-serial', portName: 'unused' };
  const seedPath = join(directory, 'seed.img');
  const seed = encodeSeed({ version: 1, secret: token, bootId, link, hostTimeMs: Date.now() });
  await writeFile(seedPath, seed, { mode: 0o600 });
  const listen = options.listen === undefined ? [] : ['--listen', options.listen(directory)];
  const state = ['--state', join(directory, 'state'), '--user', BARE_APP_USER];
  const args = [AGENT_BUNDLE, '--seed', seedPath, ...listen, ...state];
  const stdio: StdioOptions = ['ignore', 'ignore', 'pipe'];
  if (options.withPipe === true) stdio.push('pipe');
  const child = spawn(process.execPath, args, { stdio });
  const ended = once(child, 'exit');
  const log: string[] = [];
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stderr! }).on('line', (line) => {
      log.push(line);
      const ready = / ready on (\S+(?: \S+)*) after /.exec(line);
      if (ready?.[1] !== undefined) resolve(ready[1]);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`the agent ended: ${log.join('; ')}`)));
  });
  return {
    address,
    directory,
    scratchParent,
    secret,
    token,
    bootId,
    pid: child.pid!,
    pipe: (child.stdio as unknown as (Duplex | undefined)[])[3],
    log,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGINT');
      await ended;
      // What has been ended may still be writing.
      await rm(directory, { recursive: true, maxRetries: 10 });
    },
  };
}
