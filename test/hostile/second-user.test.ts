import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Slot } from '../../host-bridge/src/slot/slot.ts';
import { startAgentProcess, type AgentProcess } from '../conformance/agent-process.ts';

/** Nobody in particular: not the user of these tests, which is root. */
const SECOND_USER = 65_534;

let directory: string;
let node: string;
let agent: AgentProcess;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'vmslot-second-user-'));
  chmodSync(directory, 0o755);
  // Where this runtime is, the second user may not be able to go.
  node = join(directory, 'node');
  copyFileSync(process.execPath, node);
  chmodSync(node, 0o755);
  agent = await startAgentProcess({ listen: (own) => `unix:${join(own, 'agent.sock')}` });
});

afterAll(async () => {
  await agent?.[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

/** What a script of the second user prints. */
function asSecondUser(script: string, ...args: readonly string[]): string {
  const { stdout, stderr, error } = spawnSync(node, ['-e', script, ...args], {
    uid: SECOND_USER,
    gid: SECOND_USER,
    cwd: '/',
    env: {},
    encoding: 'utf8',
    timeout: 30_000,
  });
  if (error) throw error;
  return `${stdout}${stderr}`.trim();
}

const CONNECT = `require('node:net').connect(process.argv[1])
  .on('connect', () => { console.log('connected'); process.exit(); })
  .on('error', (error) => console.log(error.code));`;
const READ = `try { require('node:fs').readFileSync(process.argv[1]); console.log('read'); }
  catch (error) { console.log(error.code); }`;
const LIST = `try { require('node:fs').readdirSync(process.argv[1]); console.log('listed'); }
  catch (error) { console.log(error.code); }`;

test('the second user is there, and can do what everybody can', async () => {
  const path = join(directory, 'open.sock');
  const server = createServer().listen(path);
  await once(server, 'listening');
  chmodSync(path, 0o777);
  expect(asSecondUser(CONNECT, path)).toBe('connected');
  server.close();
  writeFileSync(join(directory, 'open'), '', { mode: 0o644 });
  expect(asSecondUser(READ, join(directory, 'open'))).toBe('read');
});

test('cannot reach the socket of an agent, even with its token', () => {
  expect(asSecondUser(CONNECT, agent.address.replace('unix:', ''))).toBe('EACCES');
});

test("an agent's state and seed are root-only", () => {
  expect(asSecondUser(LIST, join(agent.directory, 'state'))).toBe('EACCES');
  expect(asSecondUser(READ, join(agent.directory, 'seed.img'))).toBe('EACCES');
  // Programs must be able to walk through it to their work directories, and no more.
  expect(statSync(join(agent.directory, 'state')).mode & 0o066).toBe(0);
});

test('cannot reach the sockets in a slot, nor read its secret or what it stores of a machine', async () => {
  await using slot = await Slot.open(join(directory, 'slot'));
  chmodSync(slot.directory, 0o755);
  const vm = slot.path('vm');
  const server = createServer().listen(join(vm, 'agent.sock'));
  await once(server, 'listening');
  writeFileSync(slot.path('seed'), 'secret', { mode: 0o600 });
  expect(asSecondUser(CONNECT, join(vm, 'agent.sock'))).toBe('EACCES');
  expect(asSecondUser(LIST, vm)).toBe('EACCES');
  expect(asSecondUser(READ, slot.path('seed'))).toBe('EACCES');
  server.close();
});
