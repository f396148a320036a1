import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_QMP_PENDING_COUNT, QmpClient, type QmpEvent } from './qmp-client.ts';
import { MAX_QMP_LINE_BYTES } from './qmp-lines.ts';

const GREETING = '{"QMP": {"version": {}, "capabilities": []}}\r\n';

interface Command {
  readonly execute: string;
  readonly id: number;
}

let directory: string;
let server: Server;
/** What the stand-in for QEMU does with each command after the negotiation. */
let onCommand: (command: Command, socket: Socket) => void;
let greeting: string;
const clients: QmpClient[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-qmp-'));
  greeting = GREETING;
  onCommand = ({ id }, socket) => socket.write(`{"return": {"ok": ${id}}, "id": ${id}}\r\n`);
  server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.write(greeting);
    createInterface(socket).on('line', (line) => {
      const command = JSON.parse(line) as Command;
      if (command.execute === 'qmp_capabilities') {
        socket.write(`{"return": {}, "id": ${command.id}}\r\n`);
      } else {
        onCommand(command, socket);
      }
    });
  }).listen(join(directory, 'qmp.sock'));
  await once(server, 'listening');
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  server.close();
  await once(server, 'close');
  await rm(directory, { recursive: true });
});

async function connectClient(onEvent?: (event: QmpEvent) => void): Promise<QmpClient> {
  const stream = connect(join(directory, 'qmp.sock'));
  const client = await QmpClient.connect(stream, { onEvent });
  clients.push(client);
  return client;
}

describe('QmpClient', () => {
  test('gives each reply to its command, also out of order and in pieces', async () => {
    const client = await connectClient();
    const waiting: Command[] = [];
    onCommand = (command, socket) => {
      waiting.push(command);
      if (waiting.length < 2) return;
      for (const { id, execute } of waiting.toReversed()) {
        for (const character of `{"return": "${execute}", "id": ${id}}\r\n`)
          socket.write(character);
      }
    };
    expect(await Promise.all([client.execute('a'), client.execute('b')])).toEqual(['a', 'b']);
  });

  test('tells events apart from replies', async () => {
    const events: QmpEvent[] = [];
    const client = await connectClient((event) => events.push(event));
    onCommand = ({ id }, socket) => {
      socket.write(
        '{"event": "STOP", "timestamp": {}}\n{"event": "SHUTDOWN", "data": {"guest": true}}\n',
      );
      socket.write(`{"return": 1, "id": ${id}}\n`);
    };
    expect(await client.execute('x')).toBe(1);
    expect(events).toEqual([
      { name: 'STOP', data: {} },
      { name: 'SHUTDOWN', data: { guest: true } },
    ]);
  });

  test('reports what QEMU refuses, and goes on', async () => {
    const client = await connectClient();
    onCommand = ({ id }, socket) => {
      socket.write(
        `{"error": {"class": "CommandNotFound", "desc": "no such thing"}, "id": ${id}}\n`,
      );
    };
    await expect(client.execute('x')).rejects.toMatchObject({
      code: 'command_failed',
      qmpClass: 'CommandNotFound',
      message: 'x: no such thing',
    });
    expect(client.open).toBe(true);
  });

  test.each([
    ['text that is not JSON', 'hello\n'],
    ['JSON that is not an object', '[]\n'],
    ['a reply without id', '{"return": {}}\n'],
    ['a reply to a command of the future', '{"return": {}, "id": 99}\n'],
    ['a reply without result', '{"id": 2}\n'],
    ['a line without end', 'x'.repeat(MAX_QMP_LINE_BYTES + 1)],
  ])('ends the connection on %s', async (_, bytes) => {
    const client = await connectClient();
    onCommand = (_command, socket) => socket.write(bytes);
    await expect(client.execute('x')).rejects.toMatchObject({ code: 'protocol' });
    expect(client.open).toBe(false);
    await expect(client.execute('y')).rejects.toMatchObject({ code: 'protocol' });
  });

  test('fails the open command when QEMU goes away in the middle of a reply', async () => {
    const client = await connectClient();
    onCommand = (_command, socket) => socket.end('{"return": {');
    await expect(client.execute('x')).rejects.toMatchObject({ code: 'closed' });
  });

  test('refuses a peer that does not greet, or greets as something else', async () => {
    greeting = '{"return": {}}\n';
    await expect(connectClient()).rejects.toMatchObject({ code: 'protocol' });
    greeting = '';
    const stream = connect(join(directory, 'qmp.sock'));
    await expect(QmpClient.connect(stream, { timeoutMs: 1 })).rejects.toMatchObject({
      code: 'timeout',
    });
    expect(stream.destroyed).toBe(true);
  });

  test('gives up a command by signal, and its late reply harms nobody', async () => {
    const client = await connectClient();
    const controller = new AbortController();
    onCommand = ({ execute, id }, socket) => {
      if (execute === 'slow') {
        controller.abort(new Error('enough'));
        return;
      }
      socket.write(`{"return": "late", "id": ${id - 1}}\n{"return": "now", "id": ${id}}\n`);
    };
    await expect(client.execute('slow', {}, { signal: controller.signal })).rejects.toMatchObject({
      code: 'canceled',
      cause: { message: 'enough' },
    });
    expect(await client.execute('next')).toBe('now');
  });

  test('bounds the number of open commands', async () => {
    const client = await connectClient();
    onCommand = () => undefined;
    const open = Array.from({ length: MAX_QMP_PENDING_COUNT }, () => client.execute('x'));
    const settled = Promise.allSettled(open);
    await expect(client.execute('one more')).rejects.toMatchObject({ code: 'too_many' });
    client.destroy();
    for (const result of await settled) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'closed' } });
    }
  });
});
