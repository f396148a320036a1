import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { LinkFixture, type LinkFixtureOptions } from './link-fixture.ts';

const WINDOW = 16 * 1024;
const OPTIONS = { streamWindowBytes: WINDOW, maxPayloadBytes: 4096 };

let fixture: LinkFixture;
const start = async (options: LinkFixtureOptions = { options: OPTIONS }): Promise<LinkFixture> =>
  (fixture = await LinkFixture.up(options));

afterEach(() => {
  fixture.destroy();
  expect(fixture.clock.timerCount).toBe(0);
});

describe('LinkStream', () => {
  test('carries bytes both ways, each direction closed by itself', async () => {
    await start();
    const [near, far] = await fixture.open();
    near.end('question');
    expect(String(await buffer(far))).toBe('question');
    expect(near.readableEnded).toBe(false);
    far.write('ans');
    far.end('wer');
    expect(String(await buffer(near))).toBe('answer');
    await fixture.settle();
    expect([near.destroyed, far.destroyed]).toEqual([true, true]);
    expect(fixture.toGuest.ofType('reset')).toEqual([]);
    expect(fixture.toHost.ofType('reset')).toEqual([]);
  });

  test('the side that closes first may be either', async () => {
    await start();
    const [near, far] = await fixture.open();
    far.end('early answer');
    expect(String(await buffer(near))).toBe('early answer');
    near.end('late question');
    expect(String(await buffer(far))).toBe('late question');
  });

  test('carries what many small and few large writes say, in order', async () => {
    await start();
    const [near, far] = await fixture.open();
    const received = buffer(far);
    const sent: Buffer[] = [];
    near.cork();
    for (let i = 0; i < 3000; i++) {
      sent.push(Buffer.alloc(i % 97 === 0 ? 9000 : i % 7, i));
      near.write(sent.at(-1));
    }
    near.uncork();
    near.end();
    expect((await received).equals(Buffer.concat(sent))).toBe(true);
  });

  test('write callbacks run once each, in order, empty writes too', async () => {
    await start();
    const [near, far] = await fixture.open();
    far.resume();
    const order: number[] = [];
    for (const [index, text] of ['a', '', 'b', ''].entries()) {
      near.write(text, () => order.push(index));
    }
    near.end(() => order.push(99));
    await fixture.settle();
    expect(order).toEqual([0, 1, 2, 3, 99]);
  });

  test('a reader that stops holds its sender at the window, and other streams go on', async () => {
    await start();
    const [near, far] = await fixture.open();
    const payload = Buffer.alloc(1024 * 1024, 5);
    near.write(payload);
    await fixture.settle();
    const sentBytes = (): number =>
      fixture.toGuest
        .ofType('data')
        .filter(({ streamId }) => streamId === near.id)
        .reduce((sum, frame) => sum + frame.payload.length, 0);
    expect(sentBytes()).toBe(WINDOW);
    const [other, otherFar] = await fixture.open();
    other.end('not held up');
    expect(String(await buffer(otherFar))).toBe('not held up');
    expect(sentBytes()).toBe(WINDOW);
    near.end();
    expect((await buffer(far)).equals(payload)).toBe(true);
  });

  test('bytes count as taken when the reader asks for them, not before', async () => {
    await start();
    const [near, far] = await fixture.open();
    near.write(Buffer.alloc(WINDOW * 2));
    await fixture.settle();
    expect(fixture.toHost.ofType('credit')).toEqual([]);
    far.once('data', () => far.pause());
    await fixture.settle();
    expect(fixture.toHost.ofType('credit')).toEqual([]);
    far.resume();
    await fixture.settle();
    expect(fixture.toHost.ofType('credit').length).toBeGreaterThan(0);
  });

  test('a reader that leaves resets the stream, and the writer hears of it', async () => {
    await start();
    const [near, far] = await fixture.open();
    const failed = once(near, 'error');
    const lost = new Promise((resolve) => near.write(Buffer.alloc(WINDOW * 4), resolve));
    await fixture.settle();
    far.destroy();
    expect(await failed).toMatchObject([{ code: 'stream_reset' }]);
    expect(await lost).toMatchObject({ code: 'stream_reset' });
    await fixture.settle();
    expect(fixture.toHost.ofType('reset')).toHaveLength(1);
    expect(fixture.toGuest.ofType('reset')).toHaveLength(0);
    expect(fixture.host.isUp).toBe(true);
  });

  test('destroy on either side is seen on the other, once', async () => {
    await start();
    for (const side of [0, 1]) {
      const ends = await fixture.open();
      ends[1].resume();
      ends[0].resume();
      const failed = once(ends[1 - side]!, 'error');
      ends[side]!.destroy();
      ends[side]!.destroy();
      expect(await failed).toMatchObject([{ code: 'stream_reset' }]);
    }
    const counts = [fixture.toGuest, fixture.toHost].map((wire) => wire.ofType('reset').length);
    expect(counts).toEqual([1, 1]);
  });

  test('destroyed with writes waiting, it tells each writer that the bytes are lost', async () => {
    await start();
    const [near] = await fixture.open();
    const results: unknown[] = [];
    near.write(Buffer.alloc(WINDOW * 2), (error) => results.push(error));
    near.write('more', (error) => results.push(error));
    near.end((error?: Error | null) => results.push(error));
    await fixture.settle();
    expect(results).toEqual([]);
    near.destroy();
    await fixture.settle();
    expect(results).toHaveLength(3);
    for (const result of results) expect(result).toBeInstanceOf(Error);
  });

  test('what was received before both sides closed can be read after the epoch ended', async () => {
    await start();
    const [near, far] = await fixture.open();
    near.end('kept');
    far.end();
    near.resume();
    // Asks for what has come: from then on it is the reader's.
    const text = buffer(far);
    await fixture.settle();
    fixture.destroy();
    expect(String(await text)).toBe('kept');
  });

  test('what nobody read when the epoch ends is gone, with an error', async () => {
    await start();
    const [near, far] = await fixture.open();
    near.end('never read');
    await fixture.settle();
    const failed = once(far, 'error');
    fixture.destroy();
    expect(await failed).toMatchObject([{ code: 'closed' }]);
    expect(far.read()).toBeNull();
  });
});
