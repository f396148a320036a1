import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { createAgentClient } from '../../host-bridge/src/agent-client/index.ts';
import { agentDownload, agentUpload } from './agent-transfer.ts';
import { AGENT_BUNDLE, startBareAgent } from './bare-agent.ts';
import { agentExec } from './exec-rounds.ts';
import { measureIdle } from './idle-agent.ts';
import { startRawSocket } from './raw-socket.ts';
import { percentile, timed } from './statistics.ts';

const STARTS = 9;
const CALLS = 500;
const EXECS = 60;

export interface BareHostOptions {
  readonly transferBytes: number;
  readonly rounds: number;
  readonly idleMs: number;
  readonly say: (line: string) => void;
}

/** The agent on this machine, over a unix socket: without an emulator or a link in between. */
export async function benchBareHost(options: BareHostOptions): Promise<void> {
  const { idleMs, rounds, say, transferBytes } = options;
  say('');
  say('bare host, unix socket');
  say(`bundle                 ${(statSync(AGENT_BUNDLE).size / 1000).toFixed(0)} KB (aim 400)`);
  await benchStart(say);
  await using agent = await startBareAgent();
  await using raw = await startRawSocket(join(dirname(agent.socketPath), 'raw.sock'));
  const { socketPath, token } = agent;
  await using client = createAgentClient({ socketPath, token });
  const idle = await measureIdle(client, idleMs);
  say(
    `idle agent             RSS ${(idle.rssBytes / 1e6).toFixed(0)} MB (aim 60), CPU ${(idle.cpuShare * 100).toFixed(2)} % (aim 0.5)`,
  );
  const figures: Record<'ourUp' | 'ourDown' | 'rawUp' | 'rawDown', number[]> = {
    ourUp: [],
    ourDown: [],
    rawUp: [],
    rawDown: [],
  };
  for (let round = 0; round < rounds; round++) {
    figures.rawUp.push(await raw.upload(transferBytes));
    figures.rawDown.push(await raw.download(transferBytes));
    figures.ourUp.push(await agentUpload(client, transferBytes));
    figures.ourDown.push(await agentDownload(client, transferBytes));
  }
  const median = (name: keyof typeof figures) => percentile(figures[name], 0.5);
  const share = (ours: number, of: number) => `${Math.round((ours / of) * 100)} %`;
  say(
    `file, SHA-256          ${median('ourUp').toFixed(0)} up, ${median('ourDown').toFixed(0)} down MB/s: ` +
      `${share(median('ourUp'), median('rawUp'))} and ${share(median('ourDown'), median('rawDown'))} of bytes alone`,
  );
  const calls: number[] = [];
  for (let call = 0; call < CALLS; call++) calls.push(await timed(() => client.task.list({})));
  say(`call latency           ${latency(calls)}`);
  const execs: number[] = [];
  const direct: number[] = [];
  for (let index = 0; index < EXECS; index++) {
    execs.push(await timed(() => agentExec(client, `bare-${index}`)));
    direct.push(await timed(async () => void spawnSync('/bin/true')));
  }
  say(
    `exec /bin/true         ${latency(execs)}; ${(percentile(execs, 0.5) / percentile(direct, 0.5)).toFixed(1)} times a spawn of Node`,
  );
}

/** From the start of the process until it answers, beside what Node itself takes to start. */
async function benchStart(say: (line: string) => void): Promise<void> {
  const ready: number[] = [];
  const empty: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    await using agent = await startBareAgent();
    ready.push(agent.readyMs);
    empty.push(await timed(async () => void spawnSync(process.execPath, ['-e', '0'])));
  }
  const [ours, node] = [percentile(ready, 0.5), percentile(empty, 0.5)];
  say(
    `ready                  ${ours.toFixed(0)} ms after its start (aim 300), ${(ours / node).toFixed(1)} times an empty Node`,
  );
}

function latency(samplesMs: readonly number[]): string {
  return `p50 ${percentile(samplesMs, 0.5).toFixed(2)} ms p99 ${percentile(samplesMs, 0.99).toFixed(2)}`;
}
