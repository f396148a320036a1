import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { createAgentClient, type AgentClient } from '../../host-bridge/src/agent-client/index.ts';
import { LinkSession } from '../../host-bridge/src/link-session/link-session.ts';
import { REAL_CLOCK } from '../../host-bridge/src/link-session/real-clock.ts';
import { startAgentProcess } from '../conformance/agent-process.ts';

/** What is measured while some of an agent's readers read nothing. */
export interface FrozenFigures {
  /** Calls of the others, each answered. */
  readonly callCount: number;
  /** How long each took, in milliseconds. */
  readonly delaysMs: readonly number[];
  /** What the agent needed for the readers and what they asked for, until they were frozen. */
  readonly openedBytes: number;
  /** By how much its memory grew while they were frozen. */
  readonly grownBytes: number;
  /** CPU time of the agent by the time that passed, while nobody called. */
  readonly idleCpuShare: number;
  /** Bytes that the frozen ones got when they went on in the end. */
  readonly thawedBytes: number;
}

/** How a run is made. */
export interface FrozenOptions {
  /** Calls of the others. */
  readonly callCount: number;
  /** How long nobody calls, in whole seconds; a program in the guest tells when they are over. */
  readonly idleSeconds: number;
}

const BIG_FILE_BYTES = 64 * 1024 * 1024;
const FROZEN_DOWNLOADS = 1;
/** Calls before anything is measured: what a runtime keeps for itself must have been taken by then. */
const WARM_UP_CALLS = 1000;
const WARM_UP_ROUNDS = 5;
const SETTLING_CALLS = 100;
/** Linux counts CPU time in hundredths of a second (USER_HZ, proc(5)). */
const MS_PER_TICK = 10;

/**
 * An agent in a process of its own, with a link over a pipe; readers of a file and of a chatty task
 * that stop reading, by real back-pressure, and others that go on.
 */
export async function measureFrozenReaders(options: FrozenOptions): Promise<FrozenFigures> {
  await using agent = await startAgentProcess({ listen: () => 'fd:3', withPipe: true });
  const { secret, bootId, pid, pipe, directory } = agent;
  using session = new LinkSession({ dial: async () => pipe!, secret, bootId, clock: REAL_CLOCK });
  await session.ready();
  await using client = createAgentClient({ openStream: () => session.open() });
  const bigFile = join(directory, 'big');
  {
    await using file = await open(bigFile, 'w');
    await file.truncate(BIG_FILE_BYTES);
  }
  const stop = new AbortController();
  const { signal } = stop;
  // The same work as later, so that what it costs by itself has been taken.
  for (let round = 0; round < WARM_UP_ROUNDS; round++) {
    for (let count = 0; count < WARM_UP_CALLS; count++) await client.file.stat({ path: bigFile });
    await readAll(client, bigFile);
    for await (const _reply of client.task.run(chattyTask(`warm-up-${round}`, 'true')));
    await sleepInGuest(client, `warm-up-sleep-${round}`, 0);
  }
  const before = residentBytes(pid);

  const downloads = await Promise.all(
    Array.from({ length: FROZEN_DOWNLOADS }, () => client.getFile(bigFile, { signal })),
  );
  const chatty = client.task.run(chattyTask('chatty', 'sleep 1000'), { signal });
  const chatter = chatty[Symbol.asyncIterator]();
  await chatter.next();
  // Once more than any window holds has been read from the disk, nothing more is for the frozen ones.
  for (let count = 0; count < SETTLING_CALLS; count++) await client.file.stat({ path: bigFile });
  const frozen = residentBytes(pid);

  const delaysMs: number[] = [];
  for (let count = 0; count < options.callCount; count++) {
    const startedAt = performance.now();
    const { file } = await client.file.stat({ path: bigFile });
    if (file?.sizeBytes !== BIG_FILE_BYTES) throw new Error('a reply to something else');
    delaysMs.push(performance.now() - startedAt);
  }
  const cpuBefore = cpuTimeMs(pid);
  const idleFrom = performance.now();
  await sleepInGuest(client, 'idle', options.idleSeconds);
  const idleCpuShare = (cpuTimeMs(pid) - cpuBefore) / (performance.now() - idleFrom);
  const grownBytes = residentBytes(pid) - frozen;

  let thawedBytes = 0;
  for (const { body, verified } of downloads) {
    for await (const chunk of body as AsyncIterable<Buffer>) thawedBytes += chunk.length;
    await verified;
  }
  stop.abort();
  await chatter.next().catch(() => undefined);
  return {
    callCount: delaysMs.length,
    delaysMs,
    openedBytes: frozen - before,
    grownBytes,
    idleCpuShare,
    thawedBytes,
  };
}

/** Prints more than any window holds, and goes on with something else. */
function chattyTask(taskId: string, next: string) {
  const argv = ['/bin/sh', '-c', `head -c 8000000 /dev/zero; ${next}`];
  const limits = { outputBytes: 100_000_000 };
  return { taskId, steps: [{ name: taskId, argv }], limits };
}

async function readAll(client: AgentClient, path: string): Promise<void> {
  const { body, verified } = await client.getFile(path);
  for await (const _chunk of body as AsyncIterable<Buffer>);
  await verified;
}

/** A program in the guest is the clock: the call returns when it has ended. */
async function sleepInGuest(client: AgentClient, taskId: string, seconds: number): Promise<void> {
  const steps = [{ name: 'sleep', argv: ['/bin/sleep', String(seconds)] }];
  for await (const { event } of client.task.run({ taskId, steps, statusIntervalMs: 60_000 })) {
    if (event?.ended?.succeeded === false) throw new Error('the clock in the guest failed');
  }
}

function residentBytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

function cpuTimeMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}
