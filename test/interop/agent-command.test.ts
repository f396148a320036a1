import { existsSync } from 'node:fs';
import { link, lstat, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAgentClient } from '../../host-bridge/src/agent-client/index.ts';
import { AgentCommand, failAgentCommand } from './agent-command.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-agent-test-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`);

describe('vmslot agent', () => {
  test('one line of JSON, a private seed, and nothing left after SIGTERM', async () => {
    const command = await AgentCommand.start();
    const { line } = command;
    expect(line).toEqual({
      type: 'agent',
      address: expect.stringMatching(/^tcp:127\.0\.0\.1:\d+$/) as string,
      token: expect.stringMatching(/^[\w-]{43}$/) as string,
      pid: expect.any(Number) as number,
      version: '0.1.0',
      stateDirectory: expect.stringContaining('vmslot-agent-') as string,
    });
    const scratch = dirname(line.stateDirectory);
    const seed = await lstat(join(scratch, 'seed.img'));
    expect(seed.mode & 0o777).toBe(0o600);
    const host = '127.0.0.1';
    const port = Number(line.address.split(':').at(-1));
    const client = createAgentClient({ host, port, token: line.token });
    const info = await client.system.getInfo({});
    expect(info.agentVersion).toBe(line.version);
    await client.destroy();
    expect(isAlive(line.pid)).toBe(true);
    command.kill('SIGTERM');
    const { exitCode, lines, stderr } = await command.ended;
    expect({ exitCode, count: lines.length }).toEqual({ exitCode: 0, count: 1 });
    expect(stderr).toContain('ready on tcp:127.0.0.1:');
    expect(stderr).not.toContain(line.token);
    expect(isAlive(line.pid)).toBe(false);
    expect(existsSync(scratch)).toBe(false);
  });

  test('on a unix socket, also where a killed one has left its own; a state directory stays', async () => {
    const path = join(directory, 'agent.sock');
    // A hard link to the socket is what stays of a server that was killed.
    const dead = createServer().listen(join(directory, 'dead.sock'));
    await once(dead, 'listening');
    await link(join(directory, 'dead.sock'), path);
    dead.close();
    await once(dead, 'close');
    const state = join(directory, 'state');
    const command = await AgentCommand.start('--listen', `unix:${path}`, '--state', state);
    expect(command.line).toMatchObject({ address: `unix:${path}`, stateDirectory: state });
    expect((await lstat(path)).mode & 0o777).toBe(0o600);
    const second = await failAgentCommand('--listen', `unix:${path}`);
    expect(second).toMatchObject({ exitCode: 1, lines: [] });
    expect(second.stderr).toMatch(/^vmslot agent: --listen unix:.*: another program serves it\n$/);
    command.kill('SIGINT');
    expect(await command.ended).toMatchObject({ exitCode: 0 });
    expect(await readdir(directory)).toEqual(['state']);
  });

  test('killed, it takes the agent along', async () => {
    const command = await AgentCommand.start();
    command.kill('SIGKILL');
    await command.ended;
    await expect.poll(() => isAlive(command.line.pid), { timeout: 20_000 }).toBe(false);
    await rm(dirname(command.line.stateDirectory), { recursive: true, force: true });
  });

  test('an agent that ends by itself is told', async () => {
    const command = await AgentCommand.start();
    process.kill(command.line.pid, 'SIGKILL');
    const { exitCode, stderr } = await command.ended;
    expect(exitCode).toBe(1);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      'vmslot agent: the agent is gone: it ended by SIGKILL, see its log',
    );
  });

  test.each([
    [['--listen', 'tcp:0.0.0.0:0'], 2, 'only 127.0.0.1 and [::1] serve'],
    [['--listen', 'tcp:127.0.0.1:70000'], 2, 'write tcp:127.0.0.1:PORT or unix:PATH'],
    [['--listen', 'vsock:3'], 2, 'write tcp:127.0.0.1:PORT or unix:PATH'],
    [['--agent', '/nonexistent/agent.cjs'], 1, '/nonexistent/agent.cjs is not a file'],
    [['--state', '/dev/null/state'], 1, 'the agent did not start'],
  ])('%j is status %i, in one line', async (words, exitCode, text) => {
    const end = await failAgentCommand(...words);
    expect(end).toMatchObject({ exitCode, lines: [] });
    const last = end.stderr.trimEnd().split('\n').at(-1);
    expect(last).toMatch(/^vmslot agent: /);
    expect(last).toContain(text);
  });

  test('a file in the place of the socket stays', async () => {
    const path = join(directory, 'mine');
    await writeFile(path, 'mine');
    const end = await failAgentCommand('--listen', `unix:${path}`);
    expect(end).toMatchObject({ exitCode: 1 });
    expect(end.stderr).toContain('it is there and no socket');
    expect(await readdir(directory)).toEqual(['mine']);
  });
});
