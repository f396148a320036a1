import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { vmslot } from '@vmslot/proto/agent';
import type { AgentClient } from '../../../host-bridge/src/agent-client/index.ts';

const SOURCE = fileURLToPath(new URL('../guest/ticks.c', import.meta.url));
const PROGRAM = '/root/ticks';
const SIGTERM = 15;

/** Compiles the program that ticks, and brings it into the guest. */
export async function installTicks(client: AgentClient): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-ticks-'));
  try {
    const program = join(directory, 'ticks');
    await promisify(execFile)('cc', ['-O2', '-static', '-o', program, SOURCE]);
    await client.putFile(PROGRAM, createReadStream(program));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  await runInShell(client, 'install', `chmod 755 ${PROGRAM}`);
}

/** Has the guest do one kind of work; see ticks.c for what `words` may be. */
export async function startLoad(client: AgentClient, words: readonly string[]): Promise<void> {
  const spec = { argv: [PROGRAM, ...words], user: 'root' };
  await client.process.start({ processId: 'load', spec });
}

/** @throws Error where the program has found memory that it had not written so */
export async function stopLoad(client: AgentClient): Promise<void> {
  const verb = vmslot.agent.v1.ProcessVerb.PROCESS_VERB_SIGNAL;
  await client.process.signal({ processId: 'load', verb, signalNumber: SIGTERM });
  await ended(client, 'load');
}

/** Runs a script as root. @returns what it printed */
export async function runInShell(
  client: AgentClient,
  processId: string,
  script: string,
): Promise<string> {
  const spec = { argv: ['/bin/busybox', 'sh', '-c', script], user: 'root' };
  await client.process.start({ processId, spec });
  return await ended(client, processId);
}

async function ended(client: AgentClient, processId: string): Promise<string> {
  const printed: Uint8Array[] = [];
  for await (const { end, output } of client.process.watch({ processId })) {
    if (output?.data) printed.push(output.data);
    if (end && end.exitCode !== 0) {
      throw new Error(`${processId}: ${end.message ?? `status ${end.exitCode}`}`);
    }
  }
  await client.process.forget({ processId });
  return Buffer.concat(printed).toString();
}
