import { encodeStatus, STATUS_INTERVAL_MS, type GuestStatus } from '@vmslot/proto/status';
import { FakeClock } from '@vmslot/proto/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { GuestWatch, WATCH_STEP_MS, type SilentGuest } from './guest-watch.ts';
import type { CountedTime } from './machine-time.ts';

const INTERVAL_MS = 60_000;

const STATUS: GuestStatus = {
  sequence: 1,
  uptimeMs: 61_000,
  link: 'down',
  epoch: 0,
  taskCount: 1,
  delayMs: 4,
  busyPermille: 10,
};

/** A machine and its guest; time passes as `live` says. */
class FakeGuest {
  readonly clock = new FakeClock();
  /** Time in which the bridge did not run: the clock went on, its timers did not. */
  stoppedMs = 0;
  lifeSignCount = 0;
  state: CountedTime['state'] = 'runs';
  share = 1;
  cpuTimeMs = 0;
  cpuPerStepMs = 20;
  /** What the status port has since the last reading. */
  port: string | Error = '';
  writesStatus = true;
  isHung = false;
  readonly silent: SilentGuest[] = [];
  readonly stops: boolean[] = [];
  readonly watch: GuestWatch;
  readonly #hasPort: boolean;

  constructor({ hasPort = true } = {}) {
    this.#hasPort = hasPort;
    this.watch = new GuestWatch({
      clock: {
        now: () => this.clock.now() + this.stoppedMs,
        setTimer: (callback, delayMs) => this.clock.setTimer(callback, delayMs),
      },
      intervalMs: INTERVAL_MS,
      vm: this.#vm(),
      lifeSignCount: () => this.lifeSignCount,
      countTime: (elapsedMs) => {
        const { state } = this;
        return { countedMs: state === 'runs' ? elapsedMs * this.share : 0, state };
      },
      cpuTimeMs: () => this.cpuTimeMs,
      onSilent: (guest) => this.silent.push(guest),
      onStopped: (isStopped) => this.stops.push(isStopped),
    });
  }

  /** Lets time pass, in steps in which everybody has a turn. */
  async live(durationMs: number): Promise<void> {
    for (let passedMs = 0; passedMs < durationMs; passedMs += WATCH_STEP_MS) {
      const isRunning = this.state === 'runs';
      if (isRunning && !this.isHung) this.lifeSignCount += 1;
      if (isRunning) this.cpuTimeMs += this.cpuPerStepMs;
      const isDue = passedMs % STATUS_INTERVAL_MS === 0;
      if (isRunning && this.writesStatus && isDue && typeof this.port === 'string') {
        this.port += encodeStatus(STATUS);
      }
      this.clock.advance(WATCH_STEP_MS);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** From now on it does nothing. */
  hang(): void {
    this.isHung = true;
    this.writesStatus = false;
  }

  #vm() {
    const read = async (): Promise<Uint8Array> => {
      const { port } = this;
      if (port instanceof Error) throw port;
      this.port = '';
      return Buffer.from(port);
    };
    return this.#hasPort ? { readStatus: read } : {};
  }
}

let guest: FakeGuest;

beforeEach(() => {
  guest = new FakeGuest();
});

describe('a guest that hangs', () => {
  test('is found after one interval, at the latest two, and told once', async () => {
    await guest.live(600_000);
    guest.hang();
    await guest.live(INTERVAL_MS - WATCH_STEP_MS);
    expect(guest.silent).toEqual([]);
    expect(guest.watch.silentMs).toBe(INTERVAL_MS - WATCH_STEP_MS);
    await guest.live(INTERVAL_MS + WATCH_STEP_MS);
    expect(guest.silent).toEqual([
      {
        silentMs: INTERVAL_MS,
        elapsedMs: INTERVAL_MS,
        cpuTimeMs: 1_200,
        life: { kind: 'silent', status: STATUS },
        hypervisorError: undefined,
      },
    ]);
    expect(guest.clock.timerCount).toBe(0);
  });

  test('though its processors spin', async () => {
    await guest.live(10_000);
    guest.hang();
    guest.cpuPerStepMs = 1_000;
    await guest.live(2 * INTERVAL_MS);
    expect(guest.silent).toMatchObject([{ cpuTimeMs: INTERVAL_MS }]);
  });

  test('on a busy host is found later, by as much as its machine got less', async () => {
    await guest.live(10_000);
    guest.hang();
    guest.share = 0.1;
    await guest.live(9 * INTERVAL_MS);
    expect(guest.silent).toEqual([]);
    await guest.live(2 * INTERVAL_MS);
    expect(guest.silent).toHaveLength(1);
  });

  test('is found though its machine is paused again and again', async () => {
    await guest.live(10_000);
    guest.hang();
    let ranMs = 0;
    while (guest.silent.length === 0 && ranMs < 2 * INTERVAL_MS) {
      guest.state = 'runs';
      await guest.live(40_000);
      ranMs += 40_000;
      guest.state = 'still';
      await guest.live(3_600_000);
    }
    expect(guest.silent).toHaveLength(1);
  });
});

describe('a link that is stuck', () => {
  test('is told from a dead guest by its status lines', async () => {
    await guest.live(10_000);
    guest.isHung = true;
    await guest.live(2 * INTERVAL_MS);
    expect(guest.silent).toMatchObject([{ life: { kind: 'alive', status: STATUS } }]);
  });

  test('is only a link without them: no port, none written, garbage', async () => {
    const mute = new FakeGuest();
    const babbler = new FakeGuest();
    mute.writesStatus = false;
    babbler.writesStatus = false;
    babbler.port = 'garbage\n'.repeat(500);
    for (const each of [new FakeGuest({ hasPort: false }), mute, babbler]) {
      await each.live(10_000);
      each.hang();
      await each.live(2 * INTERVAL_MS);
      expect(each.silent).toMatchObject([
        { life: { kind: 'unknown' }, hypervisorError: undefined },
      ]);
    }
  });

  test('is the hypervisor’s fault where that does not answer either', async () => {
    const error = new Error('QEMU did not answer to ringbuf-read within 10000 ms');
    await guest.live(10_000);
    guest.hang();
    guest.port = error;
    await guest.live(2 * INTERVAL_MS);
    expect(guest.silent).toMatchObject([{ life: { kind: 'unknown' }, hypervisorError: error }]);
  });
});

describe('no alarm', () => {
  test('for a machine that stands still for hours, however silent it was before', async () => {
    await guest.live(10_000);
    guest.isHung = true;
    await guest.live(INTERVAL_MS - WATCH_STEP_MS);
    guest.state = 'still';
    await guest.live(8 * 3_600_000);
    guest.state = 'runs';
    await guest.live(INTERVAL_MS / 2 - WATCH_STEP_MS);
    guest.isHung = false;
    await guest.live(600_000);
    expect(guest.silent).toEqual([]);
  });

  test('for hours in which this program did not run', async () => {
    await guest.live(10_000);
    guest.isHung = true;
    await guest.live(INTERVAL_MS - WATCH_STEP_MS);
    guest.stoppedMs += 2 * 3_600_000;
    await guest.live(INTERVAL_MS / 2);
    guest.isHung = false;
    await guest.live(600_000);
    expect(guest.silent).toEqual([]);
  });

  test('for a host so busy that an answer takes minutes', async () => {
    await guest.live(10_000);
    guest.share = 0.1;
    for (let count = 0; count < 10; count += 1) {
      guest.isHung = true;
      await guest.live(9 * INTERVAL_MS);
      guest.isHung = false;
      await guest.live(WATCH_STEP_MS);
    }
    expect(guest.silent).toEqual([]);
  });

  test('for a process that somebody has stopped, which is told at both ends', async () => {
    await guest.live(10_000);
    guest.state = 'stopped';
    await guest.live(3_600_000);
    expect(guest.stops).toEqual([true]);
    guest.state = 'runs';
    await guest.live(10_000);
    expect(guest.stops).toEqual([true, false]);
    expect(guest.silent).toEqual([]);
  });

  test('once it was forgiven', async () => {
    await guest.live(10_000);
    guest.isHung = true;
    await guest.live(INTERVAL_MS - WATCH_STEP_MS);
    guest.watch.forgive();
    expect(guest.watch.silentMs).toBe(INTERVAL_MS / 2);
    await guest.live(INTERVAL_MS / 2 - WATCH_STEP_MS);
    expect(guest.silent).toEqual([]);
  });

  test('after the end, and no timer is left', async () => {
    guest.hang();
    await guest.live(WATCH_STEP_MS);
    guest.watch[Symbol.dispose]();
    guest.watch[Symbol.dispose]();
    expect(guest.clock.timerCount).toBe(0);
    await guest.live(2 * INTERVAL_MS);
    expect(guest.silent).toEqual([]);
  });
});
