import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startAppAgent, type AppCall } from './app-agent.ts';
import { compileWithFakeBoinc, FAKE_BOINC_FOLDER } from './fake-boinc-build.ts';
import { startProbe } from './fake-boinc-probe.ts';

let program: string;
let directory: string;
let socket: string;

beforeAll(async () => {
  // With the sanitizer, so that a byte read too far ends the probe.
  program = await compileWithFakeBoinc(
    {
      name: 'address',
      flags: ['-O1', '-g', '-fsanitize=address,undefined', '-fno-sanitize-recover=all'],
    },
    `${FAKE_BOINC_FOLDER}test/probe.c`,
  );
  return () => rmSync(program);
}, 600_000);

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fake-boinc-'));
  socket = join(directory, 'app');
});

afterEach(() => rmSync(directory, { recursive: true }));

interface Hostile extends AsyncDisposable {
  /** Waits until it has been asked so often in all. */
  asked(count: number): Promise<void>;
}

/** Listens and lets `act` do what it likes with each connection. */
async function startHostile(act: (connection: Socket) => void): Promise<Hostile> {
  const connections = new Set<Socket>();
  const waiting = new Set<() => void>();
  const asked = { count: 0 };
  const server: Server = createServer((connection) => {
    connections.add(connection);
    connection.on('error', () => undefined);
    connection.on('data', (bytes) => {
      if (!bytes.includes('POST ')) return;
      asked.count++;
      act(connection);
      for (const resolve of waiting) resolve();
      waiting.clear();
    });
  });
  server.listen(socket);
  await once(server, 'listening');
  return {
    async asked(count) {
      while (asked.count < count) await new Promise<void>((resolve) => waiting.add(resolve));
    },
    async [Symbol.asyncDispose]() {
      server.close();
      for (const connection of connections) connection.destroy();
      await once(server, 'close');
    },
  };
}

const ok = 'HTTP/1.1 200 OK\r\nContent-Type: application/proto\r\n';

describe('an agent that is none', () => {
  test.each<[string, (connection: Socket) => void]>([
    ['closes at once', (connection) => connection.destroy()],
    ['sends garbage', (connection) => connection.end(Buffer.alloc(100_000, 0xff))],
    ['sends zeros', (connection) => connection.end(Buffer.alloc(100_000))],
    ['speaks another version', (connection) => connection.end('HTTP/1.0 200 OK\r\n\r\n')],
    ['stops in its head', (connection) => connection.end('HTTP/1.1 200 OK\r\nConten')],
    ['stops in its body', (connection) => connection.end(`${ok}Content-Length: 9\r\n\r\nabc`)],
    ['says two lengths', (c) => c.end(`${ok}Content-Length: 0\r\nContent-Length: 1\r\n\r\n`)],
    ['says a negative length', (c) => c.end(`${ok}Content-Length: -1\r\n\r\n`)],
    ['says a huge length', (c) => c.end(`${ok}Content-Length: 99999999999999999999\r\n\r\n`)],
    [
      'says length and chunks',
      (c) => c.end(`${ok}Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`),
    ],
    ['sends a huge chunk', (c) => c.end(`${ok}Transfer-Encoding: chunked\r\n\r\nffffffff\r\n`)],
    [
      'sends a chunk without an end',
      (c) => c.end(`${ok}Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n`),
    ],
    [
      'sends no protobuf',
      (c) => c.end('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi'),
    ],
    ['sends a damaged message', (c) => c.end(`${ok}Content-Length: 2\r\n\r\n\u007f\u007f`)],
    ['sends a message cut off', (c) => c.end(`${ok}Content-Length: 2\r\n\r\n\u000a\u007f`)],
    [
      'sends more than asked for',
      (c) => c.write(`${ok}Content-Length: 0\r\n\r\n${ok}Content-Length: 0\r\n\r\n`),
    ],
    ['fails', (c) => c.end('HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n')],
  ])('%s: the program goes on', async (_name, act) => {
    await using hostile = await startHostile(act);
    await using probe = startProbe({ program, directory, socket });
    expect(await probe.ask('init')).toBe('0');
    expect(await probe.ask('fraction 0.5')).toBe('0');
    expect(await probe.ask('upload-status x')).toBe('-161');
    expect(await probe.ask('receive')).toBe('0 ');
    await hostile.asked(4);
    expect(await probe.ask('get-fraction')).toBe('0.5');
    probe.kill('SIGTERM');
    expect((await probe.ended).stderr).not.toContain('Sanitizer');
  });

  test('sends a head without an end: the program waits for a bounded time, with bounded memory', async () => {
    await using hostile = await startHostile((connection) => {
      const more = (error?: Error | null): void => {
        if (!error && !connection.destroyed)
          connection.write('X-Header: value\r\n'.repeat(100), more);
      };
      connection.write('HTTP/1.1 200 OK\r\n', more);
    });
    await using probe = startProbe({ program, directory, socket });
    expect(await probe.ask('init')).toBe('0');
    expect(await probe.ask('parse')).toBe('-108');
    await hostile.asked(2);
  });

  test('says nothing: each call comes back, and a trickle is kept', async () => {
    await using hostile = await startHostile(() => undefined);
    await using probe = startProbe({ program, directory, socket });
    expect(await probe.ask('init')).toBe('0');
    expect(await probe.ask('standalone')).toBe('1');
    expect(await probe.ask('trickle a b')).toBe('0');
    expect(await probe.ask('completed')).toBe('0');
    await hostile.asked(2);
    expect(await probe.end('finish 3')).toMatchObject({ code: 3 });
    expect(readFileSync(join(directory, 'boinc_finish_called'), 'utf8')).toBe('3\n');
    expect(readdirSync(directory).filter((name) => name.startsWith('.vmslot_spool')).length).toBe(
      1,
    );
  });
});

describe('an agent that comes and goes', () => {
  test('missing at first: the program is its own until it comes', async () => {
    await using probe = startProbe({ program, directory, socket });
    expect(await probe.ask('init')).toBe('0');
    expect(await probe.ask('standalone')).toBe('1');
    await probe.ask('fraction 0.5');
    expect(await probe.ask('trickle a b')).toBe('0');
    await using agent = await startAppAgent(socket);
    await agent.next('Join');
    await agent.next('Report');
    await agent.next('SendTrickle');
    expect(await probe.ask('standalone')).toBe('0');
  });

  test('killed and started again: nothing is lost or doubled', async () => {
    const first = await startAppAgent(socket);
    await using probe = startProbe({ program, directory, socket });
    await probe.ask('init');
    await probe.ask('trickle a one');
    await first.next('Report');
    await first[Symbol.asyncDispose]();
    expect(await probe.ask('trickle a two')).toBe('0');
    await probe.ask('completed');
    await probe.ask('fraction 0.75');
    await using second = await startAppAgent(socket);
    await second.next('Checkpoint');
    // It may come before the checkpoint.
    const isTrickle = ({ method }: AppCall) => method === 'SendTrickle';
    const { request } = second.calls.find(isTrickle) ?? (await second.next('SendTrickle'));
    expect(String(request['text'])).toBe('two');
    expect(await probe.end('finish 0')).toMatchObject({ code: 0 });
    const methods = second.calls.map(({ method }) => method);
    expect(methods.filter((method) => method === 'SendTrickle').length).toBe(1);
    expect(methods.filter((method) => method === 'Checkpoint').length).toBe(1);
    expect(methods.at(-1)).toBe('Finish');
  });

  test('away while a program begins: its facts are there all the same', async () => {
    const dying = createServer((connection) => connection.destroy()).listen(socket);
    await once(dying, 'listening');
    await using probe = startProbe({ program, directory, socket });
    const begun = probe.ask('init');
    await once(dying, 'connection');
    dying.close();
    await once(dying, 'close');
    await using agent = await startAppAgent(socket);
    agent.answers.set('Join', { appName: 'app', resultName: 'wu_0' });
    expect(await begun).toBe('0');
    expect(await probe.ask('facts')).toMatch(/^0 app wu_0 /);
  });

  test('gone for good: boinc_finish ends the program all the same', async () => {
    const agent = await startAppAgent(socket);
    await using probe = startProbe({ program, directory, socket });
    await probe.ask('init');
    await agent.next('Report');
    await agent[Symbol.asyncDispose]();
    expect(await probe.end('finish 0')).toMatchObject({ code: 0 });
    expect(readFileSync(join(directory, 'boinc_finish_called'), 'utf8')).toBe('0\n');
  });
});
