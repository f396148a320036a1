import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { AGENT_BUNDLE, RealAgent } from './real-agent-fixture.ts';
import { TaskReader } from './task-reader.ts';

// Programs that start again and again on a machine that others use as well: slowness is no failure.
vi.setConfig({ testTimeout: 300_000 });

/** Prints numbers until the file `stop` is there, then ends as `last` says. */
const COUNT = (last: string) =>
  `i=0; while ! [ -e stop ]; do i=$((i+1)); echo $i; echo e$i >&2; sleep 0.01; done; echo end; ${last}`;

const taskOf = (script: string) => ({
  taskId: `restart-${randomUUID()}`,
  steps: [{ argv: ['/bin/sh', '-c', script] }, { argv: ['/bin/sh', '-c', 'echo second'] }],
});

/** Everything up to a last number, each once and in order, then the last line. */
function expectCounted(text: string): void {
  const lines = text.split('\n');
  const end = lines.indexOf('end');
  expect(lines.slice(end)).toEqual(['end', '']);
  expect(lines.slice(0, end)).toEqual(lines.slice(0, end).map((_, index) => String(index + 1)));
  expect(end).toBeGreaterThan(0);
}

const stop = (agent: RealAgent, taskId: string) =>
  writeFile(join(agent.stateDirectory, 'tasks', taskId, 'work/stop'), '');

test('a task goes on over 20 deaths of the agent at random moments', async () => {
  await using agent = await RealAgent.create();
  const request = taskOf(COUNT('kill -11 $$'));
  const reader = new TaskReader(agent, request);
  let firstPid = 0;
  for (let death = 0; death < 20; death += 1) {
    const reading = reader.read();
    // Some before the program has begun, some in the middle of everything.
    await delay(Math.random() * 200);
    await agent.kill();
    await reading;
    firstPid ||= reader.pid;
    await agent.start();
  }
  const reading = reader.read();
  await stop(agent, request.taskId);
  await reading;
  expectCounted(reader.text);
  expect(reader.ended?.outcome).toMatchObject({ reason: 'END_REASON_SIGNALED', signalNumber: 11 });
  expect(reader.startCount).toBe(1);
  expect(reader.pid).toBe(firstPid || reader.pid);
});

test('an agent that dies just when a program is started starts it once', async () => {
  await using agent = await RealAgent.create();
  for (let round = 0; round < 10; round += 1) {
    const script = 'echo ran >> ran; cat ran; exit 7';
    const request = taskOf(script);
    const reader = new TaskReader(agent, request);
    const reading = reader.read();
    await delay(Math.random() * 60);
    await agent.kill();
    await reading;
    await agent.start();
    await reader.read();
    expect(reader.ended?.outcome).toMatchObject({ reason: 'END_REASON_EXITED', exitCode: 7 });
    expect(reader.text).toBe('ran\n');
  }
});

test('a program that ends while no agent is there is followed by the next step', async () => {
  await using agent = await RealAgent.create();
  const request = taskOf(COUNT('exit 0'));
  const reader = new TaskReader(agent, request);
  const reading = reader.read();
  while (reader.text === '') await delay(10);
  const { pid } = reader;
  await agent.kill();
  await reading;
  await stop(agent, request.taskId);
  while (isThere(pid)) await delay(10);
  await agent.start();
  await reader.read();
  expect(reader.text).toMatch(/end\nsecond\n$/);
  expectCounted(reader.text.replace(/second\n$/, ''));
  expect(reader.startCount).toBe(2);
  expect(reader.ended?.outcome).toMatchObject({ reason: 'END_REASON_EXITED' });
});

test('the agent replaces itself 20 times under a running task', async () => {
  await using agent = await RealAgent.create();
  const request = taskOf(COUNT('exit 9'));
  const reader = new TaskReader(agent, request);
  const { pid } = agent;
  for (let restart = 0; restart < 20; restart += 1) {
    const reading = reader.read();
    while (reader.text === '') await delay(10);
    agent.signal('SIGHUP');
    await agent.line('replaced by');
    await agent.line('ready on unix:');
    await reading;
  }
  expect(agent.pid).toBe(pid);
  expect(await agent.call('SystemService/GetInfo', {})).toMatchObject({ startCount: 21 });
  const reading = reader.read();
  await stop(agent, request.taskId);
  await reading;
  expectCounted(reader.text);
  expect(reader.startCount).toBe(1);
  expect(reader.ended?.outcome).toMatchObject({ reason: 'END_REASON_EXITED', exitCode: 9 });
});

test('another bundle takes over where it is good, and a bad one changes nothing', async () => {
  await using agent = await RealAgent.create();
  const request = taskOf(COUNT('exit 9'));
  const reader = new TaskReader(agent, request);
  let reading = reader.read();
  while (reader.text === '') await delay(10);
  const path = join(agent.directory, 'next.cjs');
  const restart = async (text: string, sum = createHash('sha256').update(text).digest()) => {
    await writeFile(path, text, { mode: 0o600 });
    return agent.call('SystemService/Restart', {
      bundlePath: path,
      sha256: sum.toString('base64'),
    });
  };
  await expect(restart('process.exit(1)')).rejects.toThrow('does not start');
  await expect(restart('', Buffer.alloc(32))).rejects.toThrow('not the one given');
  expect(await agent.call('SystemService/GetInfo', {})).toMatchObject({ startCount: 1 });
  await restart(
    `process.stderr.write('another bundle\\n'); require(${JSON.stringify(AGENT_BUNDLE)});`,
  );
  await agent.line('replaced by');
  await agent.line('another bundle');
  await agent.line('ready on unix:');
  await reading;
  expect(await agent.call('SystemService/GetInfo', {})).toMatchObject({ startCount: 2 });
  reading = reader.read();
  await stop(agent, request.taskId);
  await reading;
  expectCounted(reader.text);
  expect(reader.startCount).toBe(1);
});

function isThere(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ');
  } catch {
    return false;
  }
}
