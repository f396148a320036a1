import { afterEach, describe, expect, test } from 'vitest';
import { encodeFrame } from './encode.ts';
import { helloFrame } from './frame-samples.ts';
import { FRAME_TYPE } from './frame.ts';
import {
  decodeWelcome,
  encodeHello,
  encodeReady,
  proofOf,
  type Hello,
  type Terms,
  type Transcript,
} from './handshake.ts';
import { LinkFixture } from './link-fixture.ts';

const OPTIONS = { helloIntervalMs: 100 };
const TERMS: Terms = {
  version: 1,
  featureBits: 0,
  maxPayloadBytes: 4096,
  streamWindowBytes: 65_536,
  ackEveryBytes: 0,
};

let fixture: LinkFixture;

afterEach(async () => {
  fixture.destroy();
  await fixture.settle();
  expect(fixture.clock.timerCount).toBe(0);
});

/** A guest whose host is the test itself. */
async function withoutHost(): Promise<void> {
  fixture = new LinkFixture({ options: OPTIONS });
  fixture.host.pause();
  fixture.toGuest.tamper = () => [];
  await fixture.settle();
  fixture.toGuest.tamper = (chunk) => [chunk];
  fixture.toHost.tamper = () => [];
}

async function say(...frames: Buffer[]): Promise<void> {
  fixture.hostTransport.write(Buffer.concat(frames));
  await fixture.settle();
}

const hello = (seed: number, terms: Partial<Terms> = {}): Hello => ({
  terms: { ...TERMS, ...terms },
  hostNonce: new Uint8Array(32).fill(seed),
});
const sayHello = (said: Hello): Promise<void> =>
  say(helloFrame(FRAME_TYPE.hello, encodeHello(said)));

/** The ready that fits the guest's last welcome, but for the changes. */
function ready(said: Hello, secret = 7, role: 'host' | 'guest' = 'host'): Buffer {
  const welcome = decodeWelcome(fixture.toHost.ofType('welcome').at(-1)!.payload)!;
  const transcript: Transcript = {
    secret: new Uint8Array(32).fill(secret),
    hostTerms: said.terms,
    guestTerms: welcome.terms,
    hostNonce: said.hostNonce,
    guestNonce: welcome.guestNonce,
    bootId: welcome.bootId,
  };
  const proof = proofOf(transcript, role);
  return helloFrame(FRAME_TYPE.ready, encodeReady({ guestNonce: welcome.guestNonce, proof }));
}

const welcomeCount = (): number => fixture.toHost.ofType('welcome').length;

describe('hello', () => {
  test('is answered each time, in the same words', async () => {
    await withoutHost();
    const said = hello(1);
    await sayHello(said);
    await sayHello(said);
    const welcomes = fixture.toHost.ofType('welcome');
    expect(welcomes).toHaveLength(2);
    expect(welcomes[0]?.payload).toEqual(welcomes[1]?.payload);
    await say(ready(said));
    expect(fixture.events).toEqual(['guest up']);
  });

  test.each<[string, Partial<Terms>]>([
    ['version 0', { version: 0 }],
    ['a payload limit of 0', { maxPayloadBytes: 0 }],
    ['a window of 0', { streamWindowBytes: 0 }],
  ])('with %s is not answered', async (_name, terms) => {
    await withoutHost();
    await sayHello(hello(1, terms));
    expect(welcomeCount()).toBe(0);
  });

  test('a ready by who does not know the secret begins nothing and is not answered', async () => {
    await withoutHost();
    const said = hello(1);
    await sayHello(said);
    const { sentBytes } = fixture.toHost;
    const ownProof = decodeWelcome(fixture.toHost.ofType('welcome')[0]!.payload)!;
    const { guestNonce, proof } = ownProof;
    const other = new Uint8Array(32);
    await say(
      ready(said, 8),
      ready(said, 7, 'guest'),
      helloFrame(FRAME_TYPE.ready, encodeReady({ guestNonce, proof })),
      helloFrame(FRAME_TYPE.ready, encodeReady({ guestNonce: other, proof: other })),
      helloFrame(FRAME_TYPE.ready, new Uint8Array(5)),
    );
    expect(fixture.events).toEqual([]);
    expect(fixture.toHost.sentBytes).toBe(sentBytes);
    await say(ready(said));
    expect(fixture.events).toEqual(['guest up']);
  });

  test('ready and hello, repeated or from an earlier time, end nothing', async () => {
    await withoutHost();
    const first = hello(1);
    await sayHello(first);
    const firstReady = ready(first);
    await say(firstReady);
    const second = hello(2);
    await sayHello(second);
    const secondReady = ready(second);
    await say(secondReady);
    expect(fixture.events).toEqual(['guest up', 'guest down epoch_ended', 'guest up']);
    fixture.events.length = 0;
    const count = welcomeCount();
    await say(firstReady, secondReady);
    await sayHello(second);
    expect(welcomeCount()).toBe(count);
    // A stale one is answered, with another nonce, and nothing comes of it.
    await sayHello(first);
    await say(firstReady, secondReady);
    expect(welcomeCount()).toBe(count + 1);
    expect(fixture.events).toEqual([]);
    expect(fixture.guest.isUp).toBe(true);
  });

  test('what a guest itself says, sent back, means nothing', async () => {
    await withoutHost();
    await sayHello(hello(1));
    await say(...fixture.toHost.frames.map((frame) => encodeFrame(frame)));
    expect(fixture.events).toEqual([]);
    expect(welcomeCount()).toBe(1);
  });
});

describe('announcement', () => {
  const announced = (): number[] =>
    fixture.toHost.ofType('announce').map(({ payload }) => Buffer.from(payload).readUInt32LE());

  test('is made at once, and again each interval while no epoch is up', async () => {
    await withoutHost();
    expect(announced()).toEqual([0]);
    await fixture.pass(1000);
    expect(announced()).toHaveLength(11);
    const said = hello(1);
    await sayHello(said);
    await say(ready(said));
    await fixture.pass(1000);
    expect(announced()).toHaveLength(11);
  });

  test('is not piled up where nobody takes it', async () => {
    await withoutHost();
    fixture.guestTransport.cork();
    const { sentBytes } = fixture.toHost;
    await fixture.pass(5000, 100);
    fixture.guestTransport.uncork();
    await fixture.settle();
    expect(fixture.toHost.sentBytes - sentBytes).toBe(36);
  });

  test('answers frames of an unknown epoch, once an interval at most, naming the one that is up', async () => {
    await withoutHost();
    const said = hello(1);
    await sayHello(said);
    await say(ready(said));
    await fixture.pass(200);
    const count = announced().length;
    const place = { type: FRAME_TYPE.ping, flags: 0, epoch: 4711, streamId: 0, sequence: 0 };
    const stale = encodeFrame({ ...place, payload: new Uint8Array(0) });
    await say(...Array.from({ length: 500 }, () => stale));
    expect(announced().slice(count)).toEqual([fixture.epoch]);
    await fixture.pass(100);
    expect(announced().slice(count)).toEqual([fixture.epoch, fixture.epoch]);
    await fixture.pass(500);
    expect(announced()).toHaveLength(count + 2);
    expect(fixture.guest.isUp).toBe(true);
    expect(fixture.guest.counters.staleFrameCount).toBe(500);
  });

  test('frames of the epoch before, while a hello is under way, are answered by none', async () => {
    await withoutHost();
    await sayHello(hello(1));
    const count = announced().length;
    const place = { type: FRAME_TYPE.ping, flags: 0, epoch: 4711, streamId: 0, sequence: 0 };
    await say(encodeFrame({ ...place, payload: new Uint8Array(0) }));
    expect(announced()).toHaveLength(count);
  });
});
