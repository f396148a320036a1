import { once } from 'node:events';
import { chmod, link, lstat, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { createDuplexPair } from '@vmslot/proto/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GuestDoor, guestDoorPath, MAX_GUEST_DOOR_CONNECTION_COUNT } from './guest-door.ts';

let directory: string;
const sockets: Socket[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-door-'));
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await rm(directory, { recursive: true });
});

/** A door whose streams' far ends are given to `onStream`. */
function openDoor(onStream: (guest: Duplex) => void, slotDirectory = directory) {
  return GuestDoor.open({
    slotDirectory,
    ready: async () => undefined,
    openStream: () => {
      const [host, guest] = createDuplexPair({ highWaterMarkBytes: 16 * 1024 });
      onStream(guest.on('error', () => undefined));
      return host;
    },
  });
}

async function knock(path = guestDoorPath(directory), allowHalfOpen = false): Promise<Socket> {
  const socket = connect({ path, allowHalfOpen });
  socket.on('error', () => undefined);
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

/** Resolves when it is closed, with an error or without. */
async function closed(stream: Duplex | undefined): Promise<void> {
  if (stream === undefined || stream.closed) return;
  await new Promise((resolve) => stream.resume().once('close', resolve));
}

describe('who may come in', () => {
  test('the socket is this user’s alone, in a directory of its own', async () => {
    await mkdir(join(directory, 'vm'), { mode: 0o755 });
    await chmod(join(directory, 'vm'), 0o755);
    await using door = await openDoor(() => undefined);
    expect((await lstat(join(directory, 'vm'))).mode & 0o777).toBe(0o700);
    const found = await lstat(door.path);
    expect([found.isSocket(), found.mode & 0o777]).toEqual([true, 0o600]);
  });

  test('the socket of a killed run is replaced, another file is not', async () => {
    await mkdir(join(directory, 'vm'));
    // Node removes its socket on close; a hard link to it is what a killed process leaves.
    const server = createServer().listen(join(directory, 'vm', 'other'));
    await once(server, 'listening');
    await link(join(directory, 'vm', 'other'), guestDoorPath(directory));
    server.close();
    await once(server, 'close');
    await (await openDoor(() => undefined)).close();
    expect(await readdir(join(directory, 'vm'))).toEqual([]);
    await writeFile(guestDoorPath(directory), 'mine');
    await expect(openDoor(() => undefined)).rejects.toThrow('no socket');
    expect(await readdir(join(directory, 'vm'))).toEqual(['guest.sock']);
  });

  test('one that is served is left alone', async () => {
    await using door = await openDoor(() => undefined);
    await expect(openDoor(() => undefined)).rejects.toThrow('another program serves');
    expect((await lstat(door.path)).isSocket()).toBe(true);
  });

  test('a slot as deep as you like', async () => {
    const deep = join(directory, ...Array.from({ length: 8 }, () => 'a'.repeat(60)));
    await mkdir(deep, { recursive: true });
    await using door = await openDoor((guest) => guest.end('here'), deep);
    expect(Buffer.byteLength(door.path)).toBeGreaterThan(400);
    expect(await readdir(join(deep, 'vm'))).toEqual(['guest.sock']);
    process.chdir(join(deep, 'vm'));
    try {
      expect(String(await buffer(await knock('guest.sock')))).toBe('here');
    } finally {
      process.chdir('/');
    }
    await door.close();
    expect(await readdir(join(deep, 'vm'))).toEqual([]);
  });

  test('there is room for a number of callers; the next one is turned away', async () => {
    const guests: Duplex[] = [];
    await using door = await openDoor((guest) => guests.push(guest));
    const callers = await Promise.all(
      Array.from({ length: MAX_GUEST_DOOR_CONNECTION_COUNT }, () => knock(door.path)),
    );
    await expect.poll(() => guests.length).toBe(callers.length);
    const late = await knock(door.path);
    await closed(late);
    callers[0]?.destroy();
    guests[0]?.destroy();
    await expect.poll(() => callers[0]?.closed).toBe(true);
    const next = await knock(door.path);
    await expect.poll(() => guests.length).toBe(callers.length + 1);
    expect(next.destroyed).toBe(false);
  });
});

describe('what passes', () => {
  test('bytes both ways, and each direction ends by itself', async () => {
    const guest = Promise.withResolvers<Duplex>();
    await using _door = await openDoor(guest.resolve);
    const caller = await knock(guestDoorPath(directory), true);
    caller.end('question');
    const stream = await guest.promise;
    expect(String(await buffer(stream))).toBe('question');
    // The caller has ended its side, and still gets its answer.
    stream.end('answer');
    expect(String(await buffer(caller))).toBe('answer');
  });

  test('a caller that does not read holds back the guest, and nobody else', async () => {
    const guests: Duplex[] = [];
    await using _door = await openDoor((guest) => guests.push(guest));
    const slow = await knock();
    slow.pause();
    const quick = await knock();
    await expect.poll(() => guests.length).toBe(2);
    const [first, second] = guests as [Duplex, Duplex];
    let sentBytes = 0;
    const piece = Buffer.alloc(64 * 1024);
    for (let idle = 0; idle < 20;) {
      if (first.writableNeedDrain) {
        idle += 1;
        await new Promise((resolve) => setImmediate(resolve));
      } else {
        idle = 0;
        first.write(piece);
        sentBytes += piece.length;
      }
    }
    expect(sentBytes).toBeLessThan(4 * 1024 * 1024);
    second.end('quick');
    expect(String(await buffer(quick))).toBe('quick');
    first.end();
    expect((await buffer(slow)).length).toBe(sentBytes);
  });

  test('a caller that leaves ends its stream, and the other way round', async () => {
    const guests: Duplex[] = [];
    await using _door = await openDoor((guest) => guests.push(guest));
    const leaver = await knock();
    const left = await knock();
    await expect.poll(() => guests.length).toBe(2);
    leaver.destroy();
    // A unix socket does not tell an end from leaving; the first byte for nobody does.
    const [guest] = guests as [Duplex];
    await once(guest.resume(), 'end');
    guest.write('for nobody');
    await closed(guest);
    guests[1]?.destroy(new Error('reset'));
    await closed(left);
  });
});

describe('its end', () => {
  test('closing ends all connections and removes the socket', async () => {
    const guests: Duplex[] = [];
    const door = await openDoor((guest) => guests.push(guest));
    const caller = await knock();
    await expect.poll(() => guests.length).toBe(1);
    await Promise.all([door.close(), closed(caller), closed(guests[0])]);
    await door.close();
    expect(await readdir(join(directory, 'vm'))).toEqual([]);
  });

  test('a caller that waits for the link is sent away with it, one whose link fails too', async () => {
    const waiting = Promise.withResolvers<void>();
    const door = await GuestDoor.open({
      slotDirectory: directory,
      ready: async ({ signal }) => {
        waiting.resolve();
        await once(signal, 'abort');
        signal.throwIfAborted();
      },
      openStream: () => {
        throw new Error('not reached');
      },
    });
    const caller = await knock();
    await waiting.promise;
    await Promise.all([closed(caller), door.close()]);
    await using _next = await GuestDoor.open({
      slotDirectory: directory,
      ready: async () => undefined,
      openStream: () => {
        throw new Error('the link is not up');
      },
    });
    await closed(await knock());
  });
});
