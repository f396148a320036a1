import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HostQueue } from './host-queue.ts';
import { TURN_COUNTS, type TakeTurnOptions, type TurnKind } from './turn.ts';
import { turnNames, type TurnPlace } from './turn-names.ts';
import { TurnTaker } from './turn-taker.ts';

const HOUR_MS = 3_600_000;
const USER_ID = process.getuid?.() ?? -1;

let directory: string;
let suffix: string;
const taken: AsyncDisposable[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-queue-'));
  suffix = `.${randomUUID()}`;
});

afterEach(async () => {
  for (const one of taken.splice(0)) await one[Symbol.asyncDispose]();
  const left = () => readFileSync('/proc/net/unix', 'latin1').includes(suffix);
  await expect.poll(left).toBe(false);
  await rm(directory, { recursive: true });
});

/** Where the turns of one test are: as on Linux, and as elsewhere. */
const PLACES: readonly [string, () => TurnPlace][] = [
  ['abstract names', () => ({ suffix })],
  ['a directory', () => ({ suffix, platform: 'darwin', temporaryDirectory: directory })],
];

async function taker(place: TurnPlace, kind: TurnKind, until: 'holds' | 'waits') {
  const one = await TurnTaker.start({ place, kind }, until);
  taken.push(one);
  return one;
}

const take = (place: TurnPlace, kind: TurnKind, options: Partial<TakeTurnOptions> = {}) =>
  new HostQueue(place).take(kind, {
    signal: new AbortController().signal,
    waitLimitMs: HOUR_MS,
    holdLimitMs: HOUR_MS,
    ...options,
  });

/** Binds a name and does with callers what `admit` does. Closing it ends their connections. */
async function squat(name: string, admit: (socket: Socket) => void): Promise<AsyncDisposable> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    admit(socket);
  });
  await new Promise<void>((resolve) => server.listen({ path: name }, resolve));
  const squatter = {
    [Symbol.asyncDispose]: async () => {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  taken.push(squatter);
  return squatter;
}

function talk(socket: Socket): void {
  const timer = setInterval(() => socket.write('x'), 1);
  socket.on('close', () => clearInterval(timer));
}

describe.each(PLACES)('turns by %s', (_what, placeNow) => {
  let place: TurnPlace;
  beforeEach(() => {
    place = placeNow();
  });

  test.each(['boot', 'save'] as const)(
    'of kind %s: as many as there are, no more',
    async (kind) => {
      const turns = [];
      for (let index = 0; index < TURN_COUNTS[kind]; index += 1)
        turns.push(await take(place, kind));
      expect(turns.map(({ obstacle }) => obstacle)).toEqual(turns.map(() => undefined));
      const refused = await take(place, kind, { waitLimitMs: 50 });
      expect(refused.obstacle).toBe('none was free within 0.05 s');
      for (const turn of turns) turn.release();
    },
  );

  test('kinds do not wait for each other', async () => {
    using save = await take(place, 'save');
    using boot = await take(place, 'boot');
    expect([save.obstacle, boot.obstacle]).toEqual([undefined, undefined]);
  });

  test('who came first has the turn first', async () => {
    const order: number[] = [];
    using first = await take(place, 'save');
    const all = [];
    for (let index = 0; index < 5; index += 1) {
      const waits = Promise.withResolvers<void>();
      const waiting = take(place, 'save', { onWait: () => waits.resolve() });
      all.push(
        waiting.then((turn) => {
          order.push(index);
          turn.release();
        }),
      );
      await waits.promise;
    }
    first.release();
    await Promise.all(all);
    // The last one may not have been in the line yet when its end came.
    expect(order.filter((index) => index < 4)).toEqual([0, 1, 2, 3]);
    expect(order).toHaveLength(5);
  });

  test('the next process has it after a release and after kill -9, and nothing is left', async () => {
    const first = await taker(place, 'save', 'holds');
    const second = await taker(place, 'save', 'waits');
    first.release();
    await second.until('holds');
    const third = await taker(place, 'save', 'waits');
    await second.kill();
    await third.until('holds');
    await third.kill();
    using mine = await take(place, 'save', { waitLimitMs: 60_000 });
    expect(mine.obstacle).toBeUndefined();
  });

  test('a holder that stands still is waited for up to the limit', async () => {
    const holder = await taker(place, 'save', 'holds');
    holder.child.kill('SIGSTOP');
    using turn = await take(place, 'save', { waitLimitMs: 200 });
    expect(turn.obstacle).toContain('none was free');
  });

  test('a turn that is held too long goes to the next one', async () => {
    using long = await take(place, 'save', { holdLimitMs: 20 });
    using next = await take(place, 'save');
    expect([long.obstacle, next.obstacle]).toEqual([undefined, undefined]);
    long.release();
    // The release of the one that is over does not touch the other.
    expect((await take(place, 'save', { waitLimitMs: 20 })).obstacle).toBeDefined();
  });

  test('a wait that is ended throws the reason, and leaves the line', async () => {
    using held = await take(place, 'save');
    const stop = new AbortController();
    const waits = Promise.withResolvers<void>();
    const waiting = take(place, 'save', { signal: stop.signal, onWait: () => waits.resolve() });
    await waits.promise;
    const reason = new Error('the client asks the task to leave');
    stop.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    await expect(take(place, 'save', { signal: stop.signal })).rejects.toBe(reason);
    held.release();
    using next = await take(place, 'save');
    expect(next.obstacle).toBeUndefined();
  });
});

describe('others of the host', () => {
  test('that hold all turns are not waited for', async () => {
    // This process is another user's in the eyes of that queue.
    const place = { suffix, userId: USER_ID + 1 };
    for (const name of await turnNames('boot', place)) await squat(name, () => undefined);
    let waits = 0;
    const turn = await take(place, 'boot', { onWait: () => (waits += 1) });
    expect(turn.obstacle).toBe('another user of this host holds all 2');
    expect(waits).toBe(0);
  });

  test('that hold one leave the other', async () => {
    const place = { suffix };
    const [name = ''] = await turnNames('boot', place);
    await squat(name, () => undefined);
    const held = await take(place, 'boot');
    expect(held.obstacle).toBeUndefined();
    const waiting = take(place, 'boot');
    held.release();
    using turn = await waiting;
    expect(turn.obstacle).toBeUndefined();
  });

  test.each([
    ['send callers away', (socket: Socket) => socket.destroy()],
    ['never close', () => undefined],
    ['talk without end', talk],
  ])(
    'that %s cost a bounded wait, and the turn is had when they are gone',
    async (_what, admit) => {
      const place = { suffix };
      const [name = ''] = await turnNames('save', place);
      const squatter = await squat(name, admit);
      const without = await take(place, 'save', { waitLimitMs: 400 });
      expect(without.obstacle).toContain('none was free');
      const waits = Promise.withResolvers<void>();
      const waiting = take(place, 'save', { onWait: () => waits.resolve() });
      await waits.promise;
      await squatter[Symbol.asyncDispose]();
      using turn = await waiting;
      expect(turn.obstacle).toBeUndefined();
    },
  );

  test('that made the directory, or a link to one, switch the queue off', async () => {
    const place = { suffix, platform: 'darwin', temporaryDirectory: directory } as const;
    const mine = join(directory, `vmslot-${USER_ID}${suffix}`);
    await mkdir(mine);
    await chmod(mine, 0o755);
    const obstacle = `${mine} is not a directory of this user alone`;
    expect((await take(place, 'boot')).obstacle).toBe(obstacle);
    await rm(mine, { recursive: true });
    const elsewhere = join(directory, 'elsewhere');
    await mkdir(elsewhere, { mode: 0o700 });
    await symlink(elsewhere, mine);
    expect((await take(place, 'boot')).obstacle).toBe(obstacle);
    expect(await readdir(elsewhere)).toEqual([]);
  });

  test('a host that cannot do it at all stops no job', async () => {
    const place = {
      suffix,
      platform: 'darwin',
      temporaryDirectory: join(directory, 'none'),
    } as const;
    expect((await take(place, 'boot')).obstacle).toContain('ENOENT');
  });
});
