import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { vmslot } from '@vmslot/proto/agent';
import { expect, test } from 'vitest';
import { callApp, program } from './app-program.ts';
import { openAppSocket } from './app-socket/index.ts';
import { collect, createStoreFixture, NEVER, readUntil, shell } from './task/task-store-fixture.ts';

const { TaskVerb } = vmslot.agent.v1;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Memory that is held by something. */
function heldBytes(): number {
  collectGarbage();
  const { arrayBuffers, external, heapUsed } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}

const OPEN = `
  const net = require('node:net');
  const sockets = new Set();
  const open = (first) => new Promise((resolve) => {
    const socket = net.connect(process.env.VMSLOT_APP_SOCKET);
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => { sockets.delete(socket); resolve(); });
    socket.on('connect', () => socket.write(first, () => setTimeout(resolve, 20)));
  });
  const flood = async (count, first) => {
    for (let done = 0; done < count; done += 250) {
      await Promise.all(Array.from({ length: 250 }, () => open(first)));
    }
  };
  const post = (length) => 'POST /vmslot.agent.v1.AppService/Report HTTP/1.1\\r\\nhost: a\\r\\n' +
    'content-type: application/json\\r\\ncontent-length: ' + length + '\\r\\n\\r\\n';`;

const ATTACKS: [string, string][] = [
  ['opens 10,000 connections and says nothing', `await flood(10_000, '');`],
  ['begins 1,000 requests and does not end them', `await flood(1000, post(100));`],
  [
    'sends large bodies up to their last byte',
    `await flood(250, post(100_000) + '{' + ' '.repeat(99_998));`,
  ],
  [
    'sends 600 requests at once and reads no reply',
    `await flood(250, (post(2) + '{}').repeat(600));`,
  ],
  ['sends what is no HTTP', `await flood(1000, 'x'.repeat(60_000));`],
];

test.each(ATTACKS)('a program that %s harms nobody else', async (_name, attack) => {
  await using fixture = await createStoreFixture({
    openAppSocket: (options) => openAppSocket(options, { log: () => undefined }),
  });
  const { store } = fixture;
  const other = store.run({ taskId: 'other', steps: [shell('echo up; sleep 1000')] }, NEVER);
  await readUntil(other, 'up\n');
  const otherSocket = join(store.workDirectory('other'), '../app/socket');
  await callApp(otherSocket, 'Report', { report: { fractionDone: 0.25 } });
  const beforeBytes = heldBytes();
  const script = `${OPEN} ${attack} say('up'); setInterval(() => sockets.size, 1000);`;
  const hostile = store.run({ taskId: 'hostile', steps: [program(script)] }, NEVER);
  await readUntil(hostile, '"up"\n');
  const reply = await callApp(otherSocket, 'Report', { report: { fractionDone: 0.5 } });
  expect(reply.status).toBe(200);
  // What is garbage may take a second collection to go; what is held stays.
  await expect
    .poll(() => heldBytes() - beforeBytes, { timeout: 30_000 })
    .toBeLessThan(4 * 1024 * 1024);
  for (const taskId of ['hostile', 'other']) {
    await store.control({ taskId, verb: TaskVerb.TASK_VERB_KILL });
  }
  await Promise.all([collect(hostile), collect(other)]);
});
