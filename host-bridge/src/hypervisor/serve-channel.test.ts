import { once } from 'node:events';
import { access, mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_WAITING_CONNECTIONS, serveChannel, type ServedChannel } from './serve-channel.ts';

let directory: string;
let socketPath: string;
let guest: Socket;
let served: ServedChannel;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-serve-'));
  socketPath = join(directory, 'agent.sock');
  // A connected pair: the guest's end, and ours.
  const pairs = createServer();
  pairs.listen(join(directory, 'pair'));
  await once(pairs, 'listening');
  const accepted = once(pairs, 'connection') as Promise<[Socket]>;
  guest = connect(join(directory, 'pair'));
  guest.on('error', () => guest.destroy());
  const [channel] = await accepted;
  pairs.close();
  served = await serveChannel({ socketPath, channel });
});

afterEach(async () => {
  await served.close();
  guest.destroy();
  await rm(directory, { recursive: true });
});

async function dialled(): Promise<Socket> {
  const socket = connect(socketPath);
  socket.on('error', () => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** Reads as many bytes, no more. */
async function take(socket: Socket, count: number): Promise<string> {
  let text = '';
  while (text.length < count) {
    const bytes = socket.read(count - text.length) ?? socket.read();
    if (bytes === null) await once(socket, 'readable');
    else text += bytes;
  }
  return text;
}

describe('a served channel', () => {
  test('carries bytes in both directions', async () => {
    const host = await dialled();
    host.write('to the guest');
    expect(await take(guest, 12)).toBe('to the guest');
    guest.write('to the host');
    expect(await take(host, 11)).toBe('to the host');
  });

  test('lets the next connection in when one has ended, and no sooner', async () => {
    const first = await dialled();
    const second = await dialled();
    second.write('second');
    first.write('first');
    expect(await take(guest, 5)).toBe('first');
    guest.write('for the first');
    expect(await take(first, 13)).toBe('for the first');
    first.end();
    expect(await take(guest, 6)).toBe('second');
    guest.write('for the second');
    expect(await take(second, 14)).toBe('for the second');
  });

  test('forgets who does not wait until its turn', async () => {
    const first = await dialled();
    const second = await dialled();
    const third = await dialled();
    second.destroy();
    first.write('1');
    expect(await take(guest, 1)).toBe('1');
    first.destroy();
    third.write('3');
    expect(await take(guest, 1)).toBe('3');
  });

  test('refuses more than may wait', async () => {
    const sockets = await Promise.all(
      Array.from({ length: MAX_WAITING_CONNECTIONS + 2 }, () => dialled()),
    );
    await once(sockets.at(-1)?.resume() as Socket, 'close');
    expect(sockets.filter((socket) => socket.destroyed)).toHaveLength(1);
    for (const socket of sockets) socket.destroy();
  });

  test('makes each end wait for the other', async () => {
    const host = await dialled();
    const much = Buffer.alloc(16 * 1024 * 1024, 'x');
    for (const [from, to] of [
      [host, guest],
      [guest, host],
    ] as const) {
      const written = new Promise<void>((resolve) => from.write(much, () => resolve()));
      expect(from.writableLength).toBeGreaterThan(0);
      expect((await take(to, much.length)).length).toBe(much.length);
      await written;
    }
  });

  test('goes on after a connection that read nothing', async () => {
    const first = await dialled();
    const written = new Promise<void>((resolve) =>
      guest.write(Buffer.alloc(8 * 1024 * 1024), () => resolve()),
    );
    await once(first, 'readable');
    first.destroy();
    await written;
    const second = await dialled();
    second.write('2');
    expect(await take(guest, 1)).toBe('2');
  });

  test("ends with the guest's end, and leaves no socket", async () => {
    const first = await dialled();
    const second = await dialled();
    guest.destroy();
    await Promise.all([first, second].map((socket) => once(socket.resume(), 'close')));
    await served.close();
    await expect(access(socketPath)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('cannot be where there is something else', async () => {
    await expect(serveChannel({ socketPath, channel: guest })).rejects.toMatchObject({
      code: 'hypervisor_failed',
      message: expect.stringContaining(socketPath),
    });
  });
});
