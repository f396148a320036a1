import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { encodeSeed, type Seed } from '@vmslot/proto/seed';
import { FakeClock } from '@vmslot/proto/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Agent } from './agent.ts';
import { DEFAULT_HAND_OVER_OPTIONS } from './hand-over.ts';
import type { TaskEvent } from './task/index.ts';

const NEVER = new AbortController().signal;
const secret = Buffer.alloc(32, 0x5a).toString('base64url');

let directory = '';
let socketPath = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-end-'));
  await chmod(directory, 0o711);
  socketPath = join(directory, 'agent.sock');
});
// What has been ended may still be writing.
afterEach(() => rm(directory, { recursive: true, maxRetries: 10 }));

const seed = (): Seed => ({
  version: 1,
  secret,
  bootId: 'end-test',
  link: { kind: 'virtio-serial', portName: 'unused' },
  hostTimeMs: 1_700_000_000_000,
});

/** An agent on a unix socket, with a clock that the test moves. */
async function startAgent(clock: FakeClock, lines: string[] = []): Promise<Agent> {
  const agent = new Agent({
    config: {
      seed: seed(),
      listen: { kind: 'unix', path: socketPath },
      stateDirectory: join(directory, 'state'),
      appUser: 'nobody',
    },
    log: (line) => lines.push(line),
    taskStore: { cgroupRoot: null },
    clock,
  });
  await agent.start();
  return agent;
}

/** One request on a connection of its own. */
async function ask(method: string, path: string, body?: object): Promise<[number, string]> {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  const sent = request({ socketPath, method, path, headers, agent: false });
  sent.end(body === undefined ? undefined : JSON.stringify(body));
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  return [reply.statusCode ?? 0, (await buffer(reply)).toString('latin1')];
}

const runOf = (taskId: string, script: string) => ({
  taskId,
  steps: [{ argv: ['/bin/sh', '-c', script] }],
});

async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

test('an agent that is told to end hands over what its tasks have left', async () => {
  const clock = new FakeClock();
  const lines: string[] = [];
  const agent = await startAgent(clock, lines);
  const { store } = agent;
  const events = store.run(runOf('a', 'mkfifo go; echo up; read x < go; echo 42 > result'), NEVER);
  let event: TaskEvent | void = undefined;
  while (event?.kind !== 'output') event = (await events.next()).value;
  expect((await ask('POST', '/vmslot.agent.v1.TaskService/List', {}))[0]).toBe(200);

  let ended = false;
  const ending = agent.endInOrder(NEVER).then(() => {
    ended = true;
  });
  clock.advance(DEFAULT_HAND_OVER_OPTIONS.taskWaitMs - 1000);
  await turn();
  // The program still runs, and is let; new ones are not begun.
  await expect(store.run(runOf('b', 'true'), NEVER).next()).rejects.toMatchObject({
    code: 'unavailable',
  });
  await writeFile(join(store.workDirectory('a'), 'go'), '\n');
  while (event?.kind !== 'ended') event = (await events.next()).value;
  expect(event.ended).toMatchObject({ succeeded: true });
  expect((await events.next()).done).toBe(true);
  clock.advance(DEFAULT_HAND_OVER_OPTIONS.fetchWaitMs - 2000);
  await turn();
  expect(ended).toBe(false);
  expect(store.counts()).toEqual({ running: 0, ended: 1, unfetched: 1 });
  const [status, archive] = await ask('GET', '/v1/tasks/a/archive?path=result');
  expect(status).toBe(200);
  expect(archive).toContain('42\n');
  expect(store.counts()).toEqual({ running: 0, ended: 1, unfetched: 0 });
  clock.advance(DEFAULT_HAND_OVER_OPTIONS.quietMs + 200);
  await ending;
  expect(lines.at(-1)).toBe('ending: handed over');
});

test('an early fetch is not the one that counts, nor one that broke off', async () => {
  const agent = await startAgent(new FakeClock());
  const { store } = agent;
  const events = store.run(runOf('a', 'mkfifo go; echo up; read x < go'), NEVER);
  let event: TaskEvent | void = undefined;
  while (event?.kind !== 'output') event = (await events.next()).value;
  expect((await ask('GET', '/v1/tasks/a/archive?path=none'))[0]).toBe(200);
  await writeFile(join(store.workDirectory('a'), 'go'), '\n');
  for await (const _ of events);
  const tellBroken = store.noteFetch('a');
  tellBroken(false);
  expect(store.counts()).toEqual({ running: 0, ended: 1, unfetched: 1 });
  const [one, two] = [store.noteFetch('a'), store.noteFetch('a')];
  one(true);
  expect(store.counts().unfetched).toBe(1);
  two(false);
  expect(store.counts().unfetched).toBe(0);
  await agent[Symbol.asyncDispose]();
});

test('acknowledged tasks are handed over', async () => {
  const agent = await startAgent(new FakeClock());
  for await (const _ of agent.store.run(runOf('a', 'true'), NEVER));
  expect((await ask('POST', '/vmslot.agent.v1.TaskService/Acknowledge', { taskId: 'a' }))[0]).toBe(
    200,
  );
  await agent.endInOrder(NEVER);
});

test('a host that is gone for long is not waited for', async () => {
  const clock = new FakeClock();
  const agent = await startAgent(clock);
  await ask('POST', '/vmslot.agent.v1.TaskService/List', {});
  while (agent.server.connectionCount > 0) await turn();
  for await (const _ of agent.store.run(runOf('a', 'true'), NEVER));
  clock.advance(DEFAULT_HAND_OVER_OPTIONS.hostGoneMs);
  await agent.endInOrder(NEVER);
  expect(clock.now()).toBe(DEFAULT_HAND_OVER_OPTIONS.hostGoneMs);
});

test('the program goes on after SIGTERM, also a second one, and ends at once on SIGINT', async () => {
  const seedFile = join(directory, 'seed');
  await writeFile(seedFile, encodeSeed(seed()), { mode: 0o600 });
  const state = join(directory, 'state');
  const main = join(import.meta.dirname, 'main.ts');
  const args = [main, '--seed', seedFile, '--listen', `unix:${socketPath}`, '--state', state];
  const agent = spawn(process.execPath, [...args, '--user', 'nobody'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exit = once(agent, 'exit');
  const lines = createInterface(agent.stderr)[Symbol.asyncIterator]();
  const line = async () => String((await lines.next()).value);
  expect(await line()).toContain('ready on unix:');
  const run = JSON.stringify(runOf('a', 'exec sleep 1000'));
  const head = Buffer.alloc(5);
  head.writeUInt32BE(run.length, 1);
  const sent = request({
    socketPath,
    method: 'POST',
    path: '/vmslot.agent.v1.TaskService/Run',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/connect+json' },
  });
  sent.on('error', () => undefined).end(Buffer.concat([head, Buffer.from(run)]));
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  reply.on('error', () => undefined);
  await once(reply, 'data');
  agent.kill('SIGTERM');
  expect(await line()).toContain('ending on SIGTERM');
  agent.kill('SIGTERM');
  expect((await ask('POST', '/vmslot.agent.v1.TaskService/List', {}))[1]).toContain('RUNNING');
  agent.kill('SIGINT');
  expect(await line()).toContain('cut short');
  expect(await exit).toEqual([null, 'SIGKILL']);
});
