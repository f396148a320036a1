import type { Duplex } from 'node:stream';
import { FakeClock } from '../testing/fake-clock.ts';
import { createFaultyPipe, type Tamper } from '../testing/faulty-pipe.ts';
import { SeededRandom } from '../testing/seeded-random.ts';
import { MAX_PAYLOAD_BYTES } from './constants.ts';
import { FrameDecoder } from './decode.ts';
import { FRAME_TYPE, type Frame, type FrameTypeName } from './frame.ts';
import { GuestLink } from './guest-link.ts';
import { HostLink } from './host-link.ts';
import type { Link, LinkSettings } from './link.ts';
import type { LinkStream } from './link-stream.ts';
import type { LinkOptions } from './options.ts';

/** What a test may change on each side. */
export interface LinkFixtureOptions {
  readonly options?: Partial<LinkOptions>;
  readonly hostOptions?: Partial<LinkOptions>;
  readonly guestOptions?: Partial<LinkOptions>;
  readonly host?: Partial<LinkSettings>;
  readonly guest?: Partial<LinkSettings>;
}

/** One direction of the wire: what passes, and what a test does to it. */
export class Wire {
  /** Frames as their sender put them on the wire, also those that were then lost. */
  readonly frames: Frame[] = [];
  sentBytes = 0;
  /** Set by a test: what the other end gets. */
  tamper: Tamper = (chunk) => [chunk];
  readonly #decoder = new FrameDecoder({
    maxPayloadBytes: MAX_PAYLOAD_BYTES,
    onFrame: (frame) => this.frames.push({ ...frame, payload: Uint8Array.from(frame.payload) }),
    onDamage: () => undefined,
  });

  pass(chunk: Uint8Array): readonly Uint8Array[] {
    this.sentBytes += chunk.length;
    this.#decoder.push(Uint8Array.from(chunk));
    return this.tamper(chunk);
  }

  /** Frames of one type so far. */
  ofType(name: FrameTypeName): Frame[] {
    return this.frames.filter(({ type }) => type === FRAME_TYPE[name]);
  }
}

/** Both ends of a link in one process, on a clock moved by hand. For tests only. */
export class LinkFixture {
  readonly clock = new FakeClock();
  readonly toGuest = new Wire();
  readonly toHost = new Wire();
  readonly host: HostLink;
  readonly guest: GuestLink;
  readonly hostTransport: Duplex;
  readonly guestTransport: Duplex;
  /** What the links told, as text: `host up`, `guest down epoch_ended`, ... */
  readonly events: string[] = [];
  /** Of the epoch that came up last. */
  epoch = 0;
  /** Streams that the guest was given and no test has asked for yet. */
  readonly #streams: LinkStream[] = [];

  constructor({ options, hostOptions, guestOptions, host, guest }: LinkFixtureOptions = {}) {
    const pipe = createFaultyPipe({
      firstToSecond: (chunk) => this.toGuest.pass(chunk),
      secondToFirst: (chunk) => this.toHost.pass(chunk),
    });
    this.hostTransport = pipe.first;
    this.guestTransport = pipe.second;
    const random = new SeededRandom(1);
    const settings = {
      secret: new Uint8Array(32).fill(7),
      bootId: 'boot-1',
      clock: this.clock,
      randomBytes: (count: number) => random.bytes(count),
    };
    this.host = new HostLink({
      ...settings,
      transport: pipe.first,
      options: { ...options, ...hostOptions },
      ...host,
    });
    this.guest = new GuestLink({
      ...settings,
      transport: pipe.second,
      options: { ...options, ...guestOptions },
      ...guest,
    });
    this.#watch('host', this.host);
    this.#watch('guest', this.guest);
    this.guest.on('stream', (stream) => {
      stream.on('error', () => undefined);
      this.#streams.push(stream);
    });
  }

  /** Lets both sides do all that they do without time passing: there is no I/O but memory. */
  async settle(): Promise<void> {
    for (let quietTurns = 0, before = -1; quietTurns < 2;) {
      await new Promise((resolve) => setImmediate(resolve));
      const now = this.toGuest.sentBytes + this.toHost.sentBytes;
      quietTurns = now === before ? quietTurns + 1 : 0;
      before = now;
    }
  }

  /** Lets time pass in steps, and after each both sides do what they do then. */
  async pass(durationMs: number, stepMs = 10): Promise<void> {
    for (let passedMs = 0; passedMs < durationMs; passedMs += stepMs) {
      this.clock.advance(stepMs);
      await this.settle();
    }
  }

  /** A fixture whose first epoch is up. */
  static async up(options: LinkFixtureOptions = {}): Promise<LinkFixture> {
    const fixture = new LinkFixture(options);
    await fixture.settle();
    if (!fixture.host.isUp || !fixture.guest.isUp) throw new Error('the link did not come up');
    fixture.events.length = 0;
    return fixture;
  }

  /** A stream opened by the host, and its other end. Errors of both are left to the test. */
  async open(): Promise<[LinkStream, LinkStream]> {
    const near = this.host.open();
    near.on('error', () => undefined);
    await this.settle();
    const far = this.#streams.shift();
    if (far === undefined) throw new Error('the guest was given no stream');
    return [near, far];
  }

  destroy(): void {
    this.host.destroy();
    this.guest.destroy();
  }

  #watch(name: string, link: Link): void {
    link.on('up', ({ epoch }) => {
      this.epoch = epoch;
      this.events.push(`${name} up`);
    });
    link.on('down', ({ code }) => this.events.push(`${name} down ${code}`));
    link.on('close', ({ code }) => this.events.push(`${name} close ${code}`));
  }
}
