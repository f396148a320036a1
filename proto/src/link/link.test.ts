import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { encodeFrame } from './encode.ts';
import { FRAME_TYPE, type Frame, type FrameTypeName } from './frame.ts';
import { GuestLink } from './guest-link.ts';
import { HEADER_BYTES, MAGIC } from './constants.ts';
import { LinkFixture } from './link-fixture.ts';
import { CLOSE_GRACE_MS } from './link.ts';
import type { LinkStream } from './link-stream.ts';

let fixture: LinkFixture;

afterEach(async () => {
  fixture.destroy();
  await fixture.settle();
  expect(fixture.clock.timerCount).toBe(0);
});

/** Bytes of a frame as the guest would send it next. */
function nextFromGuest(name: FrameTypeName, changes: Partial<Frame> = {}): Buffer {
  const { epoch } = fixture;
  const place = { epoch, sequence: sentByGuest(), streamId: 0, flags: 0 };
  return encodeFrame({ ...place, payload: new Uint8Array(0), type: FRAME_TYPE[name], ...changes });
}

/** Frames of the epoch that the guest has sent. */
function sentByGuest(): number {
  return fixture.toHost.frames.filter(({ epoch }) => epoch === fixture.epoch).length;
}

async function echo(stream: LinkStream, far: LinkStream, text: string): Promise<string> {
  far.pipe(far);
  stream.end(text);
  return String(await buffer(stream));
}

describe('Link', () => {
  test('comes up, and tells both sides of each other', async () => {
    fixture = new LinkFixture();
    expect(() => fixture.host.open()).toThrow(expect.objectContaining({ code: 'epoch_ended' }));
    await fixture.host.ready();
    await fixture.settle();
    expect(fixture.events).toEqual(['guest up', 'host up'].toSorted().toReversed());
    const [near, far] = await fixture.open();
    expect(await echo(near, far, 'hello')).toBe('hello');
    expect(fixture.host.counters).toMatchObject({ epochCount: 1, staleFrameCount: 0 });
  });

  test('comes up whichever side is there first', async () => {
    for (const late of ['host', 'guest'] as const) {
      fixture = new LinkFixture();
      const wire = late === 'guest' ? fixture.toGuest : fixture.toHost;
      // Nobody is there yet: what is sent is gone.
      wire.tamper = () => [];
      await fixture.settle();
      wire.tamper = (chunk) => [chunk];
      await fixture.pass(500);
      expect([fixture.host.isUp, fixture.guest.isUp]).toEqual([true, true]);
      fixture.destroy();
    }
  });

  test('a stream may be opened by the guest, and is reset where the host does not want it', async () => {
    fixture = await LinkFixture.up();
    const refused = fixture.guest.open();
    const failed = new Promise((resolve) => refused.once('error', resolve));
    expect(await failed).toMatchObject({ code: 'stream_reset' });
    fixture.host.on('stream', (stream) => stream.pipe(stream));
    const wanted = fixture.guest.open();
    expect(wanted.id % 2).toBe(0);
    wanted.end('to the host and back');
    expect(String(await buffer(wanted))).toBe('to the host and back');
  });

  test('bulk on a line that holds 3,000 bytes, both sides limited, both ways at once', async () => {
    fixture = await LinkFixture.up({ options: { maxInFlightBytes: 3000 } });
    // What is on the way, each side's own view: bytes sent, less those acknowledged to it.
    const onTheWay = { toGuest: 0, toHost: 0 };
    let most = 0;
    for (const [name, back] of [
      ['toGuest', 'toHost'],
      ['toHost', 'toGuest'],
    ] as const) {
      const wire = fixture[name];
      const start = wire.frames.length;
      const ackStart = fixture[back].frames.length;
      wire.tamper = (chunk) => {
        const sent = wire.frames.slice(start).filter(({ type }) => type !== FRAME_TYPE.ack);
        const bytes = sent.reduce((sum, { payload }) => sum + HEADER_BYTES + payload.length, 0);
        const acks = fixture[back].frames.slice(ackStart);
        const acked = acks.findLast(({ type }) => type === FRAME_TYPE.ack)?.payload;
        const before = acked === undefined ? 0 : Number(Buffer.from(acked).readBigUInt64LE());
        onTheWay[name] = bytes - before;
        most = Math.max(most, onTheWay[name]);
        return [chunk];
      };
    }
    const [near, far] = await fixture.open();
    const up = Buffer.alloc(30_000, 1);
    const down = Buffer.alloc(30_000, 2);
    near.end(up);
    far.end(down);
    const [gotUp, gotDown] = await Promise.all([buffer(far), buffer(near)]);
    expect([gotUp.equals(up), gotDown.equals(down)]).toEqual([true, true]);
    expect(most).toBeGreaterThan(1500);
    expect(most).toBeLessThanOrEqual(3000);
  });

  test('a side without a limit serves one with a limit', async () => {
    fixture = await LinkFixture.up({ hostOptions: { maxInFlightBytes: 1152 } });
    const [near, far] = await fixture.open();
    near.end(Buffer.alloc(30_000));
    far.end(Buffer.alloc(30_000));
    const [up, down] = await Promise.all([buffer(far), buffer(near)]);
    expect([up.length, down.length]).toEqual([30_000, 30_000]);
    expect(fixture.toGuest.ofType('data').every(({ payload }) => payload.length <= 256)).toBe(true);
    expect(fixture.toHost.ofType('data').some(({ payload }) => payload.length > 256)).toBe(true);
  });

  test('a hole in either direction ends the epoch, and another follows', async () => {
    for (const name of ['toGuest', 'toHost'] as const) {
      fixture = await LinkFixture.up();
      const [near, far] = await fixture.open();
      far.pipe(far);
      near.resume();
      const failed = new Promise((resolve) => near.once('error', resolve));
      near.write('before');
      await fixture.settle();
      fixture[name].tamper = () => [];
      near.write('lost on one way or the other');
      await fixture.settle();
      fixture[name].tamper = (chunk) => [chunk];
      near.write('after');
      await fixture.pass(500);
      expect(await failed).toMatchObject({ code: 'epoch_ended' });
      expect([fixture.host.isUp, fixture.guest.isUp]).toEqual([true, true]);
      const [again, againFar] = await fixture.open();
      expect(await echo(again, againFar, 'fine')).toBe('fine');
      fixture.destroy();
    }
  });

  test('noise between frames ends nothing', async () => {
    fixture = await LinkFixture.up();
    const [near, far] = await fixture.open();
    const disturb = (chunk: Uint8Array): Uint8Array[] =>
      chunk[0] === MAGIC[0] ? [Buffer.from('console text'), chunk] : [chunk];
    fixture.toGuest.tamper = disturb;
    fixture.toHost.tamper = disturb;
    expect(await echo(near, far, 'x'.repeat(10_000))).toHaveLength(10_000);
    expect(fixture.events).toEqual([]);
    expect(fixture.guest.counters.damagedBytes).toBeGreaterThan(0);
    expect(fixture.host.counters.damagedBytes).toBeGreaterThan(0);
  });

  test('too many damaged bytes end the link; good bytes and time make up for them', async () => {
    const maxDamagedBytes = 200_000;
    const start = (): Promise<LinkFixture> => LinkFixture.up({ hostOptions: { maxDamagedBytes } });
    fixture = await start();
    fixture.guestTransport.write(Buffer.alloc(199_999, 1));
    await fixture.settle();
    expect(fixture.events).toEqual([]);
    // The answer to a ping made up for as much as a header.
    fixture.guestTransport.write(Buffer.alloc(2 + HEADER_BYTES, 1));
    await fixture.settle();
    expect(fixture.events.slice(0, 2)).toEqual([
      'host down line_unusable',
      'host close line_unusable',
    ]);
    fixture.destroy();

    fixture = await start();
    fixture.guestTransport.write(Buffer.alloc(199_999, 1));
    fixture.guestTransport.write(nextFromGuest('pong'));
    fixture.guestTransport.write(Buffer.alloc(HEADER_BYTES, 1));
    await fixture.settle();
    expect(fixture.host.isUp).toBe(true);
    fixture.host.pause();
    fixture.clock.advance(30_000);
    fixture.guestTransport.write(Buffer.alloc(99_999, 1));
    await fixture.settle();
    expect(fixture.host.isUp).toBe(true);
  });

  test('frames with a good head and a bad payload, and good ones between, buy no endless work', async () => {
    const maxDamagedBytes = 1024 * 1024;
    fixture = await LinkFixture.up({ hostOptions: { maxDamagedBytes } });
    const place = { flags: 0, epoch: 1, sequence: 0, streamId: 0, type: FRAME_TYPE.data };
    const head = encodeFrame({ ...place, payload: Buffer.alloc(30_000, 1) }).subarray(
      0,
      HEADER_BYTES,
    );
    const attack = Buffer.concat(Array.from({ length: 200 }, () => head));
    let sentBytes = 0;
    while (fixture.host.closedBy === undefined) {
      fixture.guestTransport.write(attack);
      fixture.guestTransport.write(encodeFrame({ ...place, payload: Buffer.alloc(30_000) }));
      sentBytes += attack.length + 30_032;
      await fixture.settle();
      if (sentBytes > maxDamagedBytes) break;
    }
    expect(fixture.host.closedBy).toMatchObject({ code: 'line_unusable' });
    // One overshoot: what one chunk can make before the link is looked at again.
    expect(fixture.host.counters.damagedBytes).toBeLessThan(maxDamagedBytes * 2);
  });

  test('a guest that pings without end and reads nothing makes nothing grow', async () => {
    fixture = await LinkFixture.up();
    const [near] = await fixture.open();
    near.write(Buffer.alloc(200_000));
    fixture.toGuest.tamper = () => [];
    for (let round = 0; round < 5; round++) {
      const first = sentByGuest();
      const pings = Array.from({ length: 100 }, (_, index) =>
        nextFromGuest('ping', { sequence: first + index }),
      );
      fixture.guestTransport.write(Buffer.concat(pings));
      await fixture.settle();
    }
    expect(fixture.events).toEqual([]);
    expect(fixture.toGuest.ofType('pong').length).toBeGreaterThan(0);
  });

  test('a guest that opens streams without end gets them reset', async () => {
    fixture = await LinkFixture.up({ hostOptions: { maxStreamCount: 4 } });
    const kept: LinkStream[] = [];
    fixture.host.on('stream', (stream) => {
      stream.on('error', () => undefined);
      kept.push(stream);
    });
    const first = sentByGuest();
    for (let index = 0; index < 200; index++) {
      fixture.guestTransport.write(
        nextFromGuest('open', { sequence: first + index, streamId: 2 + 2 * index }),
      );
    }
    await fixture.settle();
    expect(kept).toHaveLength(4);
    expect(fixture.toGuest.ofType('reset')).toHaveLength(196);
    expect(fixture.host.isUp).toBe(true);
  });

  test('bytes of all sorts never break it', async () => {
    fixture = await LinkFixture.up();
    const oddities = [MAGIC, new Uint8Array(100), Buffer.concat([MAGIC, Buffer.alloc(28, 0xff)])];
    for (const name of Object.keys(FRAME_TYPE) as FrameTypeName[]) {
      for (const payload of [new Uint8Array(0), Buffer.alloc(3), Buffer.alloc(200, 0x41)]) {
        for (const epoch of [0, 1, fixture.epoch]) {
          fixture.guestTransport.write(nextFromGuest(name, { epoch, payload }));
          fixture.hostTransport.write(nextFromGuest(name, { epoch, payload }));
        }
      }
      for (const bytes of oddities) fixture.guestTransport.write(bytes);
      await fixture.settle();
    }
    await fixture.pass(3000);
    const [near, far] = await fixture.open();
    expect(await echo(near, far, 'alive')).toBe('alive');
  });

  describe('end', () => {
    test('close tells the other side, ends all streams, and is idempotent', async () => {
      fixture = await LinkFixture.up();
      const [near, far] = await fixture.open();
      const failures: Record<string, unknown> = {};
      near.on('error', (error) => (failures.near = error));
      far.on('error', (error) => (failures.far = error));
      fixture.host.close();
      fixture.host.close();
      fixture.host[Symbol.dispose]();
      await fixture.settle();
      expect(failures).toMatchObject({ near: { code: 'closed' }, far: { code: 'epoch_ended' } });
      expect(fixture.events.toSorted()).toEqual([
        'guest close transport_closed',
        'guest down epoch_ended',
        'host close closed',
        'host down closed',
      ]);
      expect(fixture.host.closedBy).toMatchObject({ code: 'closed' });
      expect(() => fixture.host.open()).toThrow(expect.objectContaining({ code: 'closed' }));
      await expect(fixture.host.ready()).rejects.toMatchObject({ code: 'closed' });
    });

    test('the guest may close as well; the host then waits for another', async () => {
      fixture = await LinkFixture.up();
      fixture.guest.close();
      await fixture.settle();
      expect(fixture.events).toContain('host down epoch_ended');
    });

    test('a transport that takes nothing holds a close up for its grace only', async () => {
      fixture = await LinkFixture.up();
      fixture.hostTransport.cork();
      fixture.hostTransport._write = () => undefined;
      fixture.hostTransport._writev = () => undefined;
      fixture.hostTransport.uncork();
      fixture.host.close();
      await fixture.settle();
      expect(fixture.hostTransport.destroyed).toBe(false);
      fixture.clock.advance(CLOSE_GRACE_MS);
      expect(fixture.hostTransport.destroyed).toBe(true);
    });

    test('destroy after close does not wait', async () => {
      fixture = await LinkFixture.up();
      fixture.hostTransport._write = () => undefined;
      fixture.host.close();
      fixture.host.destroy();
      expect(fixture.hostTransport.destroyed).toBe(true);
      expect(fixture.events.filter((event) => event.startsWith('host close'))).toHaveLength(1);
    });

    test('a transport that fails, ends or was closed before ends the link', async () => {
      for (const end of ['destroy', 'end', 'before'] as const) {
        fixture = end === 'before' ? new LinkFixture() : await LinkFixture.up();
        if (end === 'end') fixture.guestTransport.end();
        else fixture.guestTransport.destroy(end === 'destroy' ? new Error('cause') : undefined);
        await fixture.settle();
        expect(fixture.events).toContain('guest close transport_closed');
        expect(fixture.host.closedBy).toBeDefined();
        fixture.destroy();
      }
      const late = new GuestLink({
        transport: fixture.guestTransport,
        secret: new Uint8Array(32),
        bootId: 'b',
        clock: fixture.clock,
      });
      await expect(late.ready()).rejects.toMatchObject({ code: 'transport_closed' });
    });

    test('who hears of the end of an epoch may close the link', async () => {
      fixture = await LinkFixture.up();
      fixture.host.once('down', () => fixture.host.close());
      fixture.guestTransport.write(nextFromGuest('ping', { sequence: 99 }));
      await fixture.settle();
      expect(fixture.events).toEqual(expect.arrayContaining(['host close closed']));
      expect(fixture.host.isUp).toBe(false);
    });

    test('leaves no listener and no timer behind', async () => {
      fixture = await LinkFixture.up();
      fixture.destroy();
      await fixture.settle();
      expect(fixture.clock.timerCount).toBe(0);
      expect(fixture.hostTransport.listenerCount('data')).toBe(0);
    });
  });

  describe('ready', () => {
    test('can be given up, and leaves no listener', async () => {
      fixture = new LinkFixture();
      fixture.toGuest.tamper = () => [];
      const stop = new AbortController();
      const before = fixture.host.listenerCount('up');
      const waiting = fixture.host.ready({ signal: stop.signal });
      expect(fixture.host.listenerCount('up')).toBe(before + 1);
      stop.abort(new Error('why'));
      await expect(waiting).rejects.toMatchObject({ code: 'canceled', cause: { message: 'why' } });
      expect(fixture.host.listenerCount('up')).toBe(before);
      await expect(fixture.host.ready({ signal: stop.signal })).rejects.toMatchObject({
        code: 'canceled',
      });
    });

    test('fails when the link ends', async () => {
      fixture = new LinkFixture();
      fixture.toGuest.tamper = () => [];
      const waiting = fixture.host.ready();
      fixture.host.destroy();
      await expect(waiting).rejects.toMatchObject({ code: 'closed' });
    });
  });

  test.each([
    ['a short secret', { secret: new Uint8Array(31) }],
    ['a boot id with odd characters', { bootId: 'a/b' }],
    ['an option out of range', { options: { maxStreamCount: 0 } }],
  ])('%s is refused at once', async (_name, changes) => {
    fixture = new LinkFixture();
    const { guestTransport: transport, clock } = fixture;
    const settings = { transport, clock, secret: new Uint8Array(32), bootId: 'b' };
    expect(() => new GuestLink({ ...settings, ...changes })).toThrow(RangeError);
  });
});
