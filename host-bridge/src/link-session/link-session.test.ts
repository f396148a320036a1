import { getEventListeners, once } from 'node:events';
import type { Duplex } from 'node:stream';
import { GuestLink, LinkError } from '@vmslot/proto/link';
import { createDuplexPair, FakeClock } from '@vmslot/proto/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_REDIAL_INTERVAL_MS, LinkSession } from './link-session.ts';

const SECRET = new Uint8Array(32).fill(1);
const BOOT_ID = 'boot-1';

/** How one call of `dial` goes. */
type Answer = 'agent' | 'other secret' | 'nobody' | 'not there' | 'never';

let clock: FakeClock;
let answers: Answer[];
let guests: GuestLink[];
/** Host's ends of the pipes. */
let pipes: Duplex[];
let dialSignals: AbortSignal[];
let sessions: LinkSession[];

beforeEach(() => {
  clock = new FakeClock();
  answers = [];
  guests = [];
  pipes = [];
  dialSignals = [];
  sessions = [];
});

afterEach(() => {
  for (const session of sessions) session.close();
  for (const pipe of pipes) pipe.destroy();
});

/** Dials as `answers` says, the last of them again and again. */
async function dial({ signal }: { readonly signal: AbortSignal }): Promise<Duplex> {
  dialSignals.push(signal);
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  if (answer === 'not there') throw new Error('no such socket');
  if (answer === 'never') {
    await once(signal, 'abort');
    throw new Error('given up');
  }
  const [host, guest] = createDuplexPair();
  pipes.push(host);
  guest.on('error', () => undefined);
  if (answer === 'nobody') return host;
  const secret = answer === 'agent' ? SECRET : new Uint8Array(32).fill(2);
  const link = new GuestLink({ transport: guest, secret, bootId: BOOT_ID, clock });
  link.on('stream', (stream) => stream.on('error', () => undefined));
  guests.push(link);
  return host;
}

function createSession(...given: Answer[]): LinkSession {
  answers = given;
  const session = new LinkSession({ dial, secret: SECRET, bootId: BOOT_ID, clock });
  sessions.push(session);
  return session;
}

/** Lets the time between two dials pass, as soon as the session waits for it. */
async function redial(session: LinkSession): Promise<void> {
  await turns();
  clock.advance(DEFAULT_REDIAL_INTERVAL_MS);
  await turns();
  expect(session.counters.dialCount).toBe(dialSignals.length);
}

/** Lets everything run that waits for nothing but its turn. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('a session that comes up', () => {
  test('says hello once, and opens streams', async () => {
    const session = createSession('agent');
    expect(session.isUp).toBe(false);
    await session.ready();
    expect(session.isUp).toBe(true);
    expect(session.counters).toEqual({ dialCount: 1, upCount: 1 });
    const opened = once(guests[0] as GuestLink, 'stream');
    session
      .open()
      .on('error', () => undefined)
      .write('x');
    await opened;
  });

  test('dials again until somebody is there, and tells of each failure', async () => {
    const session = createSession('not there', 'not there', 'agent');
    const downs: LinkError[] = [];
    session.on('down', (error) => downs.push(error));
    const ready = session.ready();
    await redial(session);
    await redial(session);
    await ready;
    expect(session.counters).toEqual({ dialCount: 3, upCount: 1 });
    expect(downs.map(({ code }) => code)).toEqual(['transport_closed', 'transport_closed']);
    expect(downs[0]?.cause).toMatchObject({ message: 'no such socket' });
  });

  test('dials again when the pipe closes; what was open has ended', async () => {
    const session = createSession('agent');
    await session.ready();
    const stream = session.open();
    const failed = once(stream, 'error');
    pipes[0]?.destroy();
    expect(await failed).toMatchObject([{ code: 'transport_closed' }]);
    expect(session.isUp).toBe(false);
    expect(() => session.open()).toThrow(LinkError);
    const ready = session.ready();
    await redial(session);
    await ready;
    expect(session.counters).toEqual({ dialCount: 2, upCount: 2 });
  });

  test('takes options of the link only in their range', () => {
    const linkOptions = { maxStreamCount: 0 };
    expect(
      () => new LinkSession({ dial, secret: SECRET, bootId: BOOT_ID, clock, linkOptions }),
    ).toThrow(RangeError);
    expect(dialSignals).toEqual([]);
  });
});

describe('waiting for it', () => {
  test('can be given up, with the reason as the cause', async () => {
    const session = createSession('nobody');
    const controller = new AbortController();
    const ready = session.ready({ signal: controller.signal });
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(ready).rejects.toMatchObject({ code: 'canceled', cause: reason });
    await expect(session.ready({ signal: controller.signal })).rejects.toMatchObject({
      code: 'canceled',
    });
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    expect(session.listenerCount('up')).toBe(0);
  });

  test('ends when the session is closed, and at once afterwards', async () => {
    const session = createSession('nobody');
    const ready = session.ready();
    session.close();
    await expect(ready).rejects.toMatchObject({ code: 'closed' });
    await expect(session.ready()).rejects.toMatchObject({ code: 'closed' });
    expect(() => session.open()).toThrow('the link session was closed');
  });

  test('ends where no new attempt can help: an agent with another secret', async () => {
    const session = createSession('other secret');
    await expect(session.ready()).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(session.ready()).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(() => session.open()).toThrow(LinkError);
    await turns();
    expect(clock.timerCount).toBe(0);
    expect(session.counters).toEqual({ dialCount: 1, upCount: 0 });
  });
});

describe('a paused machine', () => {
  const LONG_MS = 3_600_000;

  /** A session with a stream open, on which the other side says nothing. */
  async function quietSession(): Promise<LinkSession> {
    const session = createSession('agent');
    await session.ready();
    session.open().on('error', () => undefined);
    pipes[0]?.pause();
    return session;
  }

  test('may be silent for as long as it is paused', async () => {
    const session = await quietSession();
    session.pause();
    clock.advance(LONG_MS);
    expect(session.isUp).toBe(true);
    session.resume();
    clock.advance(LONG_MS);
    expect(session.isUp).toBe(false);
  });

  test('is still paused for a link that is dialled meanwhile', async () => {
    const session = createSession('agent');
    await session.ready();
    session.pause();
    pipes[0]?.destroy();
    const ready = session.ready();
    await redial(session);
    await ready;
    session.open().on('error', () => undefined);
    pipes[1]?.pause();
    clock.advance(LONG_MS);
    expect(session.isUp).toBe(true);
  });
});

describe('closing', () => {
  test('is idempotent and tells the agent; no timer and no listener is left', async () => {
    const session = createSession('agent');
    await session.ready();
    const down = once(guests[0] as GuestLink, 'down');
    session.close();
    session.close();
    session[Symbol.dispose]();
    await down;
    await turns();
    expect(clock.timerCount).toBe(0);
    expect(pipes[0]?.destroyed).toBe(true);
    expect(session.counters.dialCount).toBe(1);
    expect(dialSignals.map((signal) => getEventListeners(signal, 'abort'))).toEqual([[]]);
  });

  test('ends a dial under way', async () => {
    const session = createSession('never');
    await turns();
    session.close();
    await turns();
    expect(dialSignals[0]?.aborted).toBe(true);
    expect(clock.timerCount).toBe(0);
    expect(session.counters.dialCount).toBe(1);
  });

  test('ends the pause before the next dial', async () => {
    const session = createSession('not there');
    await turns();
    expect(clock.timerCount).toBe(1);
    session.close();
    await turns();
    expect(clock.timerCount).toBe(0);
    expect(session.counters.dialCount).toBe(1);
  });
});

test('a long boot piles up no listeners', async () => {
  const session = createSession('not there');
  for (let count = 0; count < 50; count++) await redial(session);
  await turns();
  expect(session.counters.dialCount).toBe(51);
  // The one of the pause under way.
  expect(getEventListeners(dialSignals[0] as AbortSignal, 'abort')).toHaveLength(1);
});
