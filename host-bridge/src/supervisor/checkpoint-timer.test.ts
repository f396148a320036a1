import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { turnWithout, type TakeTurnOptions, type Turn } from '../host-queue/index.ts';
import { HypervisorError } from '../hypervisor/errors.ts';
import type { VmState } from '../hypervisor/driver.ts';
import { CHECKPOINT_RETRY_MS, CheckpointTimer, FIGURES_INTERVAL_MS } from './checkpoint-timer.ts';
import type { JobContext } from './job-context.ts';
import { MAX_LAST_TURN_WAIT_MS, MAX_TURN_WAIT_MS } from './take-turn.ts';

const INTERVAL_MS = 10_000;

/** A job whose machine runs exactly as long as the clock says. */
class FakeJob {
  state: VmState = 'running';
  runtimeMs = 0;
  made = 0;
  signals: (AbortSignal | undefined)[] = [];
  readonly warnings: string[] = [];
  readonly lines: string[] = [];
  figureCount = 0;
  told = 0;
  /** What making one does. */
  make: () => Promise<void> = async () => undefined;
  look: () => Promise<void> = async () => undefined;
  readonly stop = new AbortController();
  readonly context = {
    signal: this.stop.signal,
    vm: this.#vm(),
    figures: this.#figures(),
    progress: {},
    job: { checkpointWriteLimitBytes: 0 },
    checkpointIntervalMs: (): number => INTERVAL_MS,
    keeper: {
      hasNews: true,
      needsRunning: false,
      make: async ({ signal }: { signal?: AbortSignal }) => {
        this.signals.push(signal);
        await this.make();
        const tag = `checkpoint-${(this.made += 1)}`;
        return { checkpoint: { tag }, saved: { bytes: 1e6, standstillMs: 12.3 } };
      },
    },
    reporter: {
      phase: (_phase: string, text: string) => void this.lines.push(text),
      warning: (_phase: string, text: string) => void this.warnings.push(text),
    },
    observer: {
      figures: async () => void (this.figureCount += 1),
      checkpointed: () => void (this.told += 1),
    },
  } as unknown as JobContext;

  #vm(): unknown {
    const state = (): VmState => this.state;
    return {
      get state() {
        return state();
      },
    };
  }

  #figures(): unknown {
    const now = (): unknown => ({ runtimeMs: this.runtimeMs });
    return {
      look: async () => {
        await this.look();
        if (this.state === 'running') this.runtimeMs += FIGURES_INTERVAL_MS;
      },
      skip: () => undefined,
      get now() {
        return now();
      },
    };
  }
}

let job: FakeJob;
let failures: unknown[];
let timer: CheckpointTimer;

beforeEach(() => {
  vi.useFakeTimers();
  job = new FakeJob();
  failures = [];
  timer = new CheckpointTimer(job.context, (error) => failures.push(error));
});

afterEach(async () => {
  timer.stop();
  await timer.idle();
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('a checkpoint', () => {
  test('is made each time the machine has run long enough, and told', async () => {
    timer.start();
    await pass(10 * INTERVAL_MS + FIGURES_INTERVAL_MS);
    expect(job.made).toBe(10);
    expect(job.told).toBe(10);
    expect(job.lines[0]).toBe('checkpoint-1 saved: 1.0 MB, stood still for 12 ms');
    expect(job.figureCount).toBe((10 * INTERVAL_MS) / FIGURES_INTERVAL_MS + 1);
  });

  test('waits until what the last one wrote is earned back', async () => {
    // A checkpoint is 1 MB, which takes three intervals.
    const checkpointWriteLimitBytes = 1e6 * (3_600_000 / (3 * INTERVAL_MS));
    const context = { ...job.context, job: { checkpointWriteLimitBytes } } as JobContext;
    timer = new CheckpointTimer(context, (error) => failures.push(error));
    timer.start();
    await pass(10 * INTERVAL_MS + FIGURES_INTERVAL_MS);
    expect(job.made).toBe(4);
    expect(await timer.saveNow({ signal: job.stop.signal })).toBe(true);
    await pass(3 * INTERVAL_MS);
    expect(job.made).toBe(5);
  });

  test('counts no time in which the machine stands still', async () => {
    timer.start();
    await pass(INTERVAL_MS / 2);
    job.state = 'paused';
    await pass(10 * INTERVAL_MS);
    expect(job.made).toBe(0);
    job.state = 'running';
    await pass(INTERVAL_MS);
    expect(job.made).toBe(1);
  });

  test.each(['defined', 'stopped'] as const)('is not made of a %s machine', async (state) => {
    job.state = state;
    timer.start();
    await pass(2 * INTERVAL_MS);
    expect(job).toMatchObject({ made: 0, figureCount: 0 });
    expect(await timer.saveNow({ signal: job.stop.signal })).toBe(false);
  });

  test('that fails is a warning, and is tried again a minute of running later', async () => {
    job.make = async () => {
      throw new Error('the disk is full');
    };
    timer.start();
    await pass(INTERVAL_MS + FIGURES_INTERVAL_MS);
    expect(job.warnings).toEqual(['no checkpoint: the disk is full; the last one stays valid']);
    await pass(CHECKPOINT_RETRY_MS - FIGURES_INTERVAL_MS);
    expect(job.warnings).toHaveLength(1);
    job.make = async () => undefined;
    await pass(FIGURES_INTERVAL_MS);
    expect(job).toMatchObject({ made: 1, told: 1 });
    expect(failures).toEqual([]);
  });

  test('that the job’s end cancels is no line', async () => {
    job.make = async () => {
      job.stop.abort();
      throw new Error('whatever');
    };
    expect(await timer.saveNow({ signal: job.stop.signal })).toBe(false);
    job.make = async () => {
      throw new HypervisorError('canceled', 'canceled');
    };
    expect(await timer.saveNow({ signal: new AbortController().signal })).toBe(false);
    expect(job.warnings).toEqual([]);
  });
});

describe('programs in critical sections', () => {
  const waits: object[] = [];
  let left: PromiseWithResolvers<object>;

  beforeEach(() => {
    waits.length = 0;
    left = Promise.withResolvers();
    const prepareCheckpoint = (request: object) => {
      waits.push(request);
      return left.promise;
    };
    Object.assign(job.context, {
      client: { system: { prepareCheckpoint } },
      control: { isPaused: false },
    });
  });

  test('are waited for before a checkpoint that is due', async () => {
    timer.start();
    await pass(INTERVAL_MS + FIGURES_INTERVAL_MS);
    expect(job.made).toBe(0);
    left.resolve({});
    await pass(0);
    expect(job.made).toBe(1);
    expect(waits).toEqual([{ timeoutMs: 10_000 }]);
  });

  test('delay the last one less', async () => {
    const saved = timer.saveNow({ signal: job.stop.signal });
    left.resolve({});
    expect(await saved).toBe(true);
    expect(waits).toEqual([{ timeoutMs: 2_000 }]);
  });
});

describe('saving now', () => {
  const signal = new AbortController().signal;

  test('saves a machine that runs or stands still', async () => {
    expect(await timer.saveNow({ signal })).toBe(true);
    job.state = 'paused';
    expect(await timer.saveNow({ signal })).toBe(true);
    expect(job.made).toBe(2);
  });

  test('has nothing to save before the tasks run, and without checkpoints', async () => {
    const { progress: _progress, ...early } = job.context;
    const before = new CheckpointTimer(early, () => undefined);
    expect(await before.saveNow({ signal })).toBe(false);
    const { keeper: _keeper, ...none } = job.context;
    const without = new CheckpointTimer(none, () => undefined);
    expect(await without.saveNow({ signal })).toBe(false);
    expect(job.made).toBe(0);
  });

  test('while one is being made waits for that one', async () => {
    const gate = Promise.withResolvers<void>();
    job.make = () => gate.promise;
    const both = Promise.all([timer.saveNow({ signal }), timer.saveNow({ signal })]);
    gate.resolve();
    expect(await both).toEqual([true, true]);
    expect(job.made).toBe(1);
  });

  test('after the end saves nothing', async () => {
    timer.stop();
    expect(await timer.saveNow({ signal })).toBe(false);
    expect(job.made).toBe(0);
  });
});

test('a look that hangs is not overtaken, and the end waits for it', async () => {
  const gate = Promise.withResolvers<void>();
  let looks = 0;
  job.look = async () => {
    looks += 1;
    await gate.promise;
  };
  timer.start();
  await pass(10 * FIGURES_INTERVAL_MS);
  expect(looks).toBe(1);
  timer.stop();
  let isIdle = false;
  const idle = timer.idle().then(() => (isIdle = true));
  await pass(FIGURES_INTERVAL_MS);
  expect(isIdle).toBe(false);
  gate.resolve();
  await idle;
  expect(looks).toBe(1);
});

test('figures that cannot be read are told to who can end the job', async () => {
  const error = new Error('gone');
  job.look = async () => {
    throw error;
  };
  timer.start();
  await pass(FIGURES_INTERVAL_MS);
  expect(failures).toEqual([error]);
});

describe('with other machines of this user that save', () => {
  /** A queue whose turns come when the test says so. */
  class FakeQueue {
    readonly asked: TakeTurnOptions[] = [];
    readonly #given: ((turn: Turn) => void)[] = [];
    held = 0;

    readonly take = (_kind: string, options: TakeTurnOptions): Promise<Turn> => {
      this.asked.push(options);
      return new Promise((resolve, reject) => {
        this.#given.push(resolve);
        options.signal.addEventListener('abort', () => {
          this.#given.splice(this.#given.indexOf(resolve), 1);
          reject(new Error('aborted'));
        });
        setTimeout(() => resolve(turnWithout('none was free')), options.waitLimitMs);
      });
    };

    /** Gives all that have asked their turn. */
    give(): void {
      for (const give of this.#given.splice(0)) {
        let isHeld = true;
        this.held += 1;
        const release = () => {
          if (isHeld) this.held -= 1;
          isHeld = false;
        };
        give({ obstacle: undefined, release, [Symbol.dispose]: release });
      }
    }
  }

  let queue: FakeQueue;
  beforeEach(() => {
    queue = new FakeQueue();
    Object.assign(job.context, { hostQueue: queue });
  });

  test('one that is due waits for its turn, while the machine and the figures go on', async () => {
    const prepared: number[] = [];
    Object.assign(job.context, {
      client: { system: { prepareCheckpoint: async () => void prepared.push(queue.held) } },
      control: { isPaused: false },
    });
    job.make = async () => void prepared.push(queue.held);
    timer.start();
    await pass(5 * INTERVAL_MS);
    expect(job).toMatchObject({ made: 0, figureCount: (5 * INTERVAL_MS) / FIGURES_INTERVAL_MS });
    expect(queue.asked).toHaveLength(1);
    queue.give();
    await pass(FIGURES_INTERVAL_MS);
    expect(job).toMatchObject({ made: 1, told: 1 });
    // The turn was held before a program was made to wait, and is given back.
    expect(prepared).toEqual([1, 1]);
    expect(queue.held).toBe(0);
  });

  test('a turn is given back also where the save fails', async () => {
    job.make = async () => {
      throw new Error('the disk is full');
    };
    timer.start();
    await pass(INTERVAL_MS + FIGURES_INTERVAL_MS);
    queue.give();
    await pass(FIGURES_INTERVAL_MS);
    expect(job.warnings).toEqual(['no checkpoint: the disk is full; the last one stays valid']);
    expect(queue.held).toBe(0);
  });

  test('a turn that comes when nothing is to be saved any more is left to others', async () => {
    timer.start();
    await pass(INTERVAL_MS + FIGURES_INTERVAL_MS);
    expect(queue.asked).toHaveLength(1);
    job.state = 'paused';
    await pass(FIGURES_INTERVAL_MS);
    expect(queue.asked[0]?.signal.aborted).toBe(true);
    queue.give();
    await pass(FIGURES_INTERVAL_MS);
    expect(job.made).toBe(0);
    expect(queue.held).toBe(0);
    job.state = 'running';
    await pass(FIGURES_INTERVAL_MS);
    queue.give();
    await pass(FIGURES_INTERVAL_MS);
    expect(job.made).toBe(1);
  });

  test('after its limit one that is due goes on without, and says so once', async () => {
    timer.start();
    await pass(MAX_TURN_WAIT_MS + INTERVAL_MS + FIGURES_INTERVAL_MS);
    expect(job.made).toBe(1);
    await pass(MAX_TURN_WAIT_MS + INTERVAL_MS + FIGURES_INTERVAL_MS);
    expect(job.made).toBe(2);
    expect(job.warnings).toEqual([
      'not taking turns with other machines of this user: none was free',
    ]);
  });

  test.each([false, true])(
    'the last one waits for a short time only, also while one is due: %s',
    async (isDue) => {
      timer.start();
      if (isDue) await pass(INTERVAL_MS + FIGURES_INTERVAL_MS);
      const saved = timer.saveNow({ signal: job.stop.signal });
      await pass(MAX_LAST_TURN_WAIT_MS - 1);
      expect(job.made).toBe(0);
      await pass(1);
      expect(await saved).toBe(true);
      expect(job.made).toBe(1);
      expect(job.warnings).toEqual([]);
    },
  );

  test('the last one whose turn comes in time holds it as long as it is made', async () => {
    const gate = Promise.withResolvers<void>();
    job.make = () => gate.promise;
    const saved = timer.saveNow({ signal: job.stop.signal });
    await pass(0);
    queue.give();
    await pass(0);
    expect(queue.held).toBe(1);
    gate.resolve();
    expect(await saved).toBe(true);
    expect(queue.held).toBe(0);
  });

  test('the end leaves the line', async () => {
    timer.start();
    await pass(INTERVAL_MS + FIGURES_INTERVAL_MS);
    timer.stop();
    await timer.idle();
    queue.give();
    await pass(FIGURES_INTERVAL_MS);
    expect(job.made).toBe(0);
    expect(queue.held).toBe(0);
  });
});
