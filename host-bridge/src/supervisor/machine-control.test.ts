import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Vm, VmState } from '../hypervisor/driver.ts';
import type { LinkSession } from '../link-session/link-session.ts';
import { MachineControl, MIN_STANDSTILL_MS } from './machine-control.ts';

/** A machine that obeys when it is let, and writes down what it was told. */
class FakeMachine {
  state: VmState = 'running';
  calls: string[] = [];
  watch: 'on' | 'off' = 'on';
  failure: Error | undefined;
  /** Set: pause and resume wait for it. */
  gate: Promise<void> | undefined;

  readonly vm: Vm = this.#vm();
  readonly session = {
    pause: () => (this.watch = 'off'),
    resume: () => (this.watch = 'on'),
  } as unknown as LinkSession;

  #vm(): Vm {
    // oxlint-disable-next-line typescript/no-this-alias -- the machine's state is read through a getter
    const machine = this;
    return {
      get state() {
        return machine.state;
      },
      pause: () => this.#step('pause', () => (this.state = 'paused')),
      resume: () => this.#step('resume', () => (this.state = 'running')),
      setNetworkUp: (up: boolean) => this.#step(`network ${up}`, () => undefined),
      limitCpu: ({ cpuCount }: { cpuCount: number }) => void this.calls.push(`cpu ${cpuCount}`),
    } as unknown as Vm;
  }

  async #step(call: string, effect: () => void): Promise<void> {
    // A machine that answers while its watch runs must not be stopped: it would count as silent.
    if (call === 'pause') expect(this.watch).toBe('off');
    this.calls.push(call);
    await this.gate;
    const { failure } = this;
    if (failure !== undefined) throw failure;
    effect();
  }
}

let machine: FakeMachine;
let failures: unknown[];
let control: MachineControl;

const ALL = { cpuCount: 2, canLimitCpu: true, canSwitchNetwork: true };
const NOTHING = { cpuCount: 2, canLimitCpu: false, canSwitchNetwork: false };

beforeEach(() => {
  machine = new FakeMachine();
  failures = [];
  control = new MachineControl((error) => failures.push(error));
  control.attachSession(machine.session);
});

describe('the share of CPU', () => {
  test('is what limits leave of the CPUs that the machine has', () => {
    expect(control.cpuShare).toBe(1);
    control.attach(machine.vm, { ...ALL, machineCpuCount: 4 });
    expect(control.cpuShare).toBe(0.5);
    control.want({ duty: 0.5 });
    expect(control.cpuShare).toBe(0.25);
    control.attach(machine.vm, { ...NOTHING, machineCpuCount: 4 });
    expect(control.cpuShare).toBe(1);
  });
});

test('a pause is told, also of a machine that was started paused', async () => {
  let count = 0;
  control.onPaused = () => (count += 1);
  control.attach(machine.vm, ALL);
  control.want({ paused: true });
  await control.settled();
  expect(count).toBeGreaterThan(0);
});

describe('demands', () => {
  test('before there is a machine are fulfilled once there is one', async () => {
    control.want({ paused: true, networkUp: false });
    control.want({ duty: 0.5 });
    await control.settled();
    expect(control.isPaused).toBe(true);
    control.attach(machine.vm, ALL);
    await control.settled();
    expect(machine.calls).toEqual(['cpu 1', 'network false', 'pause']);
    expect(machine).toMatchObject({ state: 'paused', watch: 'off' });
  });

  test('pause and resume the machine, and the link’s watch with it', async () => {
    control.attach(machine.vm, NOTHING);
    control.want({ paused: true });
    await control.settled();
    expect(machine).toMatchObject({ state: 'paused', watch: 'off' });
    control.want({ paused: false });
    expect(control.isPaused).toBe(true);
    await control.settled();
    expect(machine).toMatchObject({ state: 'running', watch: 'on' });
    expect(control.isPaused).toBe(false);
    expect(machine.calls).toEqual(['pause', 'resume']);
  });

  test('of which only the last counts, whatever came in between', async () => {
    control.attach(machine.vm, NOTHING);
    await control.settled();
    for (let index = 0; index < 100; index += 1) control.want({ paused: index % 2 === 0 });
    await control.settled();
    expect(machine.calls).toEqual([]);
    let open = (): void => undefined;
    machine.gate = new Promise((resolve) => {
      open = resolve;
    });
    control.want({ paused: true });
    await Promise.resolve();
    for (let index = 0; index < 100; index += 1) control.want({ paused: index % 2 === 1 });
    control.want({ paused: false });
    open();
    await control.settled();
    expect(machine.calls).toEqual(['pause', 'resume']);
    expect(machine.state).toBe('running');
  });

  test('for what the driver cannot do are passed over', async () => {
    control.attach(machine.vm, NOTHING);
    control.want({ duty: 0.1, networkUp: false });
    await control.settled();
    expect(machine.calls).toEqual([]);
    expect(failures).toEqual([]);
  });

  test('switch the network at its edges, anew for a new machine', async () => {
    control.attach(machine.vm, ALL);
    for (const networkUp of [false, false, true, true, false]) {
      control.want({ networkUp });
      await control.settled();
    }
    const network = (): string[] => machine.calls.filter((call) => call.startsWith('network'));
    expect(network()).toEqual(['network false', 'network true', 'network false']);
    control.attach(machine.vm, ALL);
    await control.settled();
    expect(network()).toHaveLength(4);
  });

  test.each([
    [1, 'cpu 2'],
    [0.25, 'cpu 0.5'],
    [0, 'cpu 0.02'],
  ])('for a share of %f limit the CPUs', async (duty, call) => {
    control.attach(machine.vm, ALL);
    control.want({ duty });
    await control.settled();
    expect(machine.calls.at(-1)).toBe(call);
  });

  test('on a machine that is not on do nothing', async () => {
    for (const state of ['stopped', 'defined'] as const) {
      machine.state = state;
      control.attach(machine.vm, ALL);
      control.want({ paused: true });
      await control.settled();
    }
    expect(machine.calls).toEqual([]);
  });
});

describe('exclusive work', () => {
  test('is not disturbed, and demands wait for it', async () => {
    control.attach(machine.vm, NOTHING);
    await control.settled();
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const work = control.exclusive(async () => {
      machine.calls.push('begin');
      expect(machine.watch).toBe('off');
      await gate;
      machine.calls.push('end');
      return 7;
    });
    control.want({ paused: true });
    await new Promise((resolve) => setImmediate(resolve));
    expect(machine.calls).toEqual(['begin']);
    open();
    expect(await work).toBe(7);
    await control.settled();
    expect(machine.calls).toEqual(['begin', 'end', 'pause']);
    expect(machine.watch).toBe('off');
  });

  test('takes its turn, one after the other, also where one fails', async () => {
    control.attach(machine.vm, NOTHING);
    const order: number[] = [];
    const works = [1, 2, 3].map((number) =>
      control.exclusive(async () => {
        order.push(number);
        await Promise.resolve();
        order.push(number);
        if (number === 2) throw new Error('two');
      }),
    );
    const results = await Promise.allSettled(works);
    expect(order).toEqual([1, 1, 2, 2, 3, 3]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(machine.watch).toBe('on');
    expect(failures).toEqual([]);
  });

  test('on a paused machine leaves the watch still', async () => {
    control.attach(machine.vm, NOTHING);
    control.want({ paused: true });
    await control.exclusive(async () => undefined);
    expect(machine).toMatchObject({ state: 'paused', watch: 'off' });
  });
});

test('a machine that does not obey is told once for each demand, and asked again', async () => {
  control.attach(machine.vm, NOTHING);
  await control.settled();
  machine.failure = new Error('no');
  control.want({ paused: true });
  await control.settled();
  expect(failures).toEqual([machine.failure]);
  machine.failure = undefined;
  control.want({ paused: true });
  await control.settled();
  expect(machine.state).toBe('paused');
  expect(failures).toHaveLength(1);
});

test('a session that comes while the machine stands still is still from its start', () => {
  control.attachSession(machine.session);
  expect(machine.watch).toBe('on');
  control.want({ paused: true });
  control.attachSession(machine.session);
  expect(machine.watch).toBe('off');
});

describe('a machine that goes on', () => {
  let toldCount: number;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
    toldCount = 0;
    control.onGoesOn = () => {
      toldCount += 1;
    };
    control.attach(machine.vm, NOTHING);
    return () => vi.useRealTimers();
  });

  async function pauseFor(durationMs: number): Promise<void> {
    control.want({ paused: true });
    await control.settled();
    vi.advanceTimersByTime(durationMs);
    control.want({ paused: false });
    await control.settled();
  }

  test('is told of after a long pause, and not after a short one', async () => {
    await pauseFor(MIN_STANDSTILL_MS - 1);
    expect(toldCount).toBe(0);
    await pauseFor(1);
    expect(toldCount).toBe(1);
    await pauseFor(MIN_STANDSTILL_MS - 1);
    expect(toldCount).toBe(1);
    await pauseFor(3_600_000);
    expect(toldCount).toBe(2);
  });

  test('running on does not count, nor does a demand for something else', async () => {
    vi.advanceTimersByTime(3_600_000);
    control.want({ duty: 0.5 });
    await control.settled();
    await pauseFor(10);
    vi.advanceTimersByTime(3_600_000);
    control.want({ duty: 1 });
    await control.settled();
    expect(toldCount).toBe(0);
  });

  test('checkpoints count, but not while it is paused', async () => {
    const save = async (): Promise<void> => {
      vi.advanceTimersByTime(MIN_STANDSTILL_MS);
    };
    await control.exclusive(save);
    expect(toldCount).toBe(1);
    control.want({ paused: true });
    await control.settled();
    await control.exclusive(save);
    expect(toldCount).toBe(1);
    control.want({ paused: false });
    await control.settled();
    expect(toldCount).toBe(2);
  });
});
