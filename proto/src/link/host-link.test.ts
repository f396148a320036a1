import { afterEach, describe, expect, test } from 'vitest';
import { encodeFrame } from './encode.ts';
import { helloFrame } from './frame-samples.ts';
import { FRAME_TYPE, type Frame } from './frame.ts';
import {
  decodeHello,
  decodeWelcome,
  encodeWelcome,
  proofOf,
  type Terms,
  type Transcript,
  type Welcome,
} from './handshake.ts';
import { LinkFixture } from './link-fixture.ts';

const OPTIONS = { helloIntervalMs: 100, keepAliveIntervalMs: 1000, keepAliveTimeoutMs: 5000 };

let fixture: LinkFixture;

afterEach(async () => {
  fixture.destroy();
  await fixture.settle();
  expect(fixture.clock.timerCount).toBe(0);
});

/** A host whose guest is the test itself. */
async function withoutGuest(): Promise<void> {
  // The real guest hears nothing, and its one announcement is lost.
  const guestOptions = { helloIntervalMs: 60_000 };
  fixture = new LinkFixture({ hostOptions: OPTIONS, guestOptions });
  fixture.toGuest.tamper = () => [];
  fixture.toHost.tamper = () => [];
  await fixture.settle();
  fixture.toHost.tamper = (chunk) => [chunk];
}

/** The answer that a guest would give to the host's last hello, but for the changes. */
function answer(
  changes: { secret?: Uint8Array; role?: 'host' | 'guest'; terms?: Partial<Terms> } & Partial<
    Omit<Welcome, 'terms'>
  >,
): Buffer {
  const hello = decodeHello(fixture.toGuest.ofType('hello').at(-1)!.payload)!;
  const { secret, role, terms, ...fields } = changes;
  const transcript: Transcript = {
    secret: secret ?? new Uint8Array(32).fill(7),
    hostTerms: hello.terms,
    guestTerms: { ...hello.terms, ...terms },
    hostNonce: hello.hostNonce,
    guestNonce: new Uint8Array(32).fill(5),
    bootId: fields.bootId ?? 'boot-1',
  };
  const { hostNonce, guestNonce, guestTerms, bootId } = transcript;
  const proof = proofOf(transcript, role ?? 'guest');
  const welcome = { terms: guestTerms, hostNonce, guestNonce, bootId, proof, ...fields };
  return helloFrame(FRAME_TYPE.welcome, encodeWelcome(welcome));
}

describe('hello', () => {
  test('is repeated until it is answered, with filler now and then', async () => {
    await withoutGuest();
    expect(fixture.toGuest.ofType('hello')).toHaveLength(1);
    const { sentBytes } = fixture.toGuest;
    await fixture.pass(1000);
    const hellos = fixture.toGuest.ofType('hello');
    expect(hellos.length).toBeGreaterThanOrEqual(10);
    // The same one, so that a late answer to any of them fits.
    expect(new Set(hellos.map(({ payload }) => String(payload))).size).toBe(1);
    expect(fixture.toGuest.sentBytes - sentBytes).toBeGreaterThan(2 * 64 * 1024);
    fixture.guestTransport.write(answer({}));
    await fixture.settle();
    expect(fixture.host.isUp).toBe(true);
    await fixture.pass(500);
    expect(fixture.toGuest.ofType('hello')).toHaveLength(hellos.length);
  });

  test('takes the right answer, and only once', async () => {
    await withoutGuest();
    const welcome = answer({});
    fixture.guestTransport.write(Buffer.concat([welcome, welcome, welcome]));
    await fixture.settle();
    expect(fixture.events).toEqual(['host up']);
    expect(fixture.toGuest.ofType('ready')).toHaveLength(1);
  });

  test.each<[string, Parameters<typeof answer>[0], string]>([
    ['another secret', { secret: new Uint8Array(32) }, 'unauthenticated'],
    ["the host's own proof sent back", { role: 'host' }, 'unauthenticated'],
    ['a proof of zeros', { proof: new Uint8Array(32) }, 'unauthenticated'],
    ['another boot', { bootId: 'boot-2' }, 'unauthenticated'],
    ['version 0', { terms: { version: 0 } }, 'version_mismatch'],
    ['a payload limit of 0', { terms: { maxPayloadBytes: 0 } }, 'version_mismatch'],
    ['a window of 0', { terms: { streamWindowBytes: 0 } }, 'version_mismatch'],
  ])('an answer with %s ends the link', async (_name, changes, code) => {
    await withoutGuest();
    fixture.guestTransport.write(answer(changes));
    await fixture.settle();
    expect(fixture.events.slice(0, 1)).toEqual([`host close ${code}`]);
    expect(fixture.toGuest.ofType('ready')).toEqual([]);
  });

  test('a later version is spoken with', async () => {
    await withoutGuest();
    let version: number | undefined;
    fixture.host.on('up', (peer) => (version = peer.version));
    fixture.guestTransport.write(answer({ terms: { version: 3, featureBits: 0xffff_ffff } }));
    await fixture.settle();
    expect(version).toBe(1);
  });

  test('an answer to another hello means nothing, neither does what is none', async () => {
    await withoutGuest();
    const replies = [
      answer({ hostNonce: new Uint8Array(32) }),
      helloFrame(FRAME_TYPE.welcome, new Uint8Array(100)),
      helloFrame(FRAME_TYPE.announce, new Uint8Array(3)),
      // What the host itself says, sent back.
      ...fixture.toGuest.frames.map((frame) => encodeFrame(frame)),
    ];
    fixture.guestTransport.write(Buffer.concat(replies));
    await fixture.settle();
    expect(fixture.events).toEqual([]);
    fixture.guestTransport.write(answer({}));
    await fixture.settle();
    expect(fixture.events).toEqual(['host up']);
  });

  test('an answer of an earlier epoch, sent again, begins none', async () => {
    fixture = await LinkFixture.up({ options: OPTIONS });
    const old = fixture.toHost.frames.find(({ type }) => type === FRAME_TYPE.welcome)!;
    fixture.guestTransport.write(helloFrame(FRAME_TYPE.announce, new Uint8Array(4)));
    fixture.toGuest.tamper = () => [];
    await fixture.settle();
    expect(fixture.events).toEqual(['host down epoch_ended']);
    fixture.guestTransport.write(encodeFrame(old));
    await fixture.settle();
    expect(fixture.host.isUp).toBe(false);
  });

  test('a welcome behind the head of a torn frame is found', async () => {
    await withoutGuest();
    const place = { type: FRAME_TYPE.data, flags: 0, epoch: 5, sequence: 0, streamId: 1 };
    const torn = encodeFrame({ ...place, payload: Buffer.alloc(30_000) }).subarray(0, 500);
    fixture.guestTransport.write(Buffer.concat([torn, answer({})]));
    await fixture.settle();
    expect(fixture.host.isUp).toBe(false);
    await fixture.pass(200);
    expect(fixture.host.isUp).toBe(true);
  });

  test('an announcement is answered by a hello at once', async () => {
    await withoutGuest();
    fixture.guestTransport.write(helloFrame(FRAME_TYPE.announce, new Uint8Array(4)));
    await fixture.settle();
    expect(fixture.toGuest.ofType('hello')).toHaveLength(2);
  });

  test('a line that holds little gets no more before the guest was heard', async () => {
    fixture = new LinkFixture({ options: { ...OPTIONS, maxInFlightBytes: 3000 } });
    fixture.toGuest.tamper = () => [];
    fixture.toHost.tamper = () => [];
    await fixture.settle();
    await fixture.pass(4900, 100);
    expect(fixture.toGuest.sentBytes).toBeGreaterThan(700);
    expect(fixture.toGuest.sentBytes).toBeLessThanOrEqual(1500);
    await fixture.pass(60_000, 100);
    // Now and then one all the same, since what was sent may be lost.
    expect(fixture.toGuest.sentBytes).toBeLessThanOrEqual(1500 + 12 * 84);
    fixture.toGuest.tamper = (chunk) => [chunk];
    fixture.toHost.tamper = (chunk) => [chunk];
    await fixture.pass(5000, 100);
    expect(fixture.host.isUp).toBe(true);
  });

  test('is not said to a paused VM', async () => {
    await withoutGuest();
    fixture.host.pause();
    const { sentBytes } = fixture.toGuest;
    await fixture.pass(5000, 100);
    fixture.guestTransport.write(helloFrame(FRAME_TYPE.announce, new Uint8Array(4)));
    await fixture.settle();
    expect(fixture.toGuest.sentBytes).toBe(sentBytes);
    fixture.host.resume();
    fixture.host.resume();
    await fixture.settle();
    expect(fixture.toGuest.ofType('hello')).toHaveLength(2);
  });
});

describe('keep-alive', () => {
  const start = async (): Promise<void> => {
    fixture = await LinkFixture.up({ options: OPTIONS });
  };

  test('silence ends the epoch after the time-out, and hello begins again', async () => {
    await start();
    fixture.toHost.tamper = () => [];
    await fixture.pass(4990);
    expect(fixture.events).toEqual([]);
    await fixture.pass(10);
    expect(fixture.events).toEqual(['host down epoch_ended']);
    fixture.toHost.tamper = (chunk) => [chunk];
    await fixture.pass(200);
    expect(fixture.host.isUp).toBe(true);
  });

  test('a quiet line stays up', async () => {
    await start();
    await fixture.pass(60_000, 500);
    expect(fixture.events).toEqual([]);
    expect(fixture.toHost.ofType('pong').length).toBeGreaterThan(30);
  });

  test('while the VM is paused silence counts for nothing', async () => {
    await start();
    fixture.host.pause();
    fixture.toHost.tamper = () => [];
    fixture.clock.advance(3_600_000);
    await fixture.settle();
    expect(fixture.events).toEqual([]);
    fixture.toHost.tamper = (chunk) => [chunk];
    fixture.host.resume();
    await fixture.pass(10_000, 100);
    expect(fixture.events).toEqual([]);
  });

  test('the last frame of a reply, lost, is missed within one interval', async () => {
    await start();
    const [near, far] = await fixture.open();
    const failed = new Promise((resolve) => near.once('error', resolve));
    near.write('question');
    await fixture.settle();
    fixture.toHost.tamper = () => [];
    far.end('answer');
    await fixture.settle();
    fixture.toHost.tamper = (chunk) => [chunk];
    await fixture.pass(1000);
    expect(await failed).toMatchObject({ code: 'epoch_ended' });
  });

  test('a torn frame on either way is given up soon, though nothing follows it', async () => {
    for (const name of ['toGuest', 'toHost'] as const) {
      await start();
      const [near, far] = await fixture.open();
      near.resume();
      far.resume();
      const failed = new Promise((resolve) => near.once('error', resolve));
      // The head goes through, the payload does not.
      fixture[name].tamper = (chunk) => {
        if (chunk.length < 1000) return [chunk];
        fixture[name].tamper = (later) => [later];
        return [chunk.subarray(0, 10)];
      };
      (name === 'toGuest' ? near : far).write(Buffer.alloc(20_000));
      await fixture.settle();
      await fixture.pass(3500);
      expect(await failed).toMatchObject({ code: 'epoch_ended' });
      expect([fixture.host.isUp, fixture.guest.isUp]).toEqual([true, true]);
      fixture.destroy();
    }
  });

  test('a long frame that is still coming is not given up', async () => {
    await start();
    const [near, far] = await fixture.open();
    near.resume();
    const held: Uint8Array[] = [];
    fixture.toHost.tamper = (chunk) => {
      held.push(chunk);
      return [];
    };
    far.write(Buffer.alloc(20_000));
    await fixture.settle();
    // From here on the line is slow: it takes four seconds for this frame.
    const bytes = Buffer.concat(held);
    fixture.toHost.tamper = (chunk) => [chunk];
    const pieceBytes = Math.ceil(bytes.length / 8);
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      fixture.toHost.tamper = (chunk) => [chunk];
      fixture.guestTransport.write(bytes.subarray(at, at + pieceBytes));
      await fixture.settle();
      // The guest's answers to pings wait behind the frame.
      fixture.toHost.tamper = (chunk) => {
        held.push(chunk);
        return [];
      };
      await fixture.pass(500, 100);
    }
    expect(fixture.events).toEqual([]);
    expect(fixture.host.counters.damagedBytes).toBe(0);
  });
});

describe('ready lost', () => {
  test.each([
    ['with a stream opened at once', true],
    ['with nothing else said', false],
  ])('%s, both sides agree again', async (_name, speaks) => {
    fixture = new LinkFixture({ options: OPTIONS });
    const isReady = (chunk: Uint8Array): boolean => chunk[4] === FRAME_TYPE.ready;
    fixture.toGuest.tamper = (chunk) => (isReady(chunk) ? [] : [chunk]);
    await fixture.settle();
    expect([fixture.host.isUp, fixture.guest.isUp]).toEqual([true, false]);
    fixture.toGuest.tamper = (chunk) => [chunk];
    if (speaks) fixture.host.open().on('error', () => undefined);
    await fixture.pass(1500);
    expect([fixture.host.isUp, fixture.guest.isUp]).toEqual([true, true]);
    const epochs = (wire: { frames: Frame[] }): number =>
      Math.max(...wire.frames.map((f) => f.epoch));
    expect(epochs(fixture.toHost)).toBeGreaterThan(0);
    const welcomes = fixture.toHost.ofType('welcome').map(({ payload }) => decodeWelcome(payload));
    expect(new Set(welcomes.map((welcome) => String(welcome?.guestNonce))).size).toBe(2);
  });
});
