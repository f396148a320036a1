import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_AGENT_LOST_TIMEOUT_MS, startJob } from '../../host-bridge/src/bridge.ts';
import { parseJobFile } from '../../host-bridge/src/job/index.ts';
import type { RunSummary } from '../../host-bridge/src/report/reporter.ts';
import { Slot } from '../../host-bridge/src/slot/slot.ts';
import type { HostClocks } from '../../host-bridge/src/supervisor/host-clock-watch.ts';
import { createFastClock } from '../fault/fast-clock.ts';
import { InProcessDriver } from '../fakes/in-process-driver.ts';
import { RecordingReporter } from '../fakes/recording-reporter.ts';

/** Intervals of a minute pass in seconds. */
const FACTOR = 20;

const HOUR_MS = 3_600_000;

/** Clocks of a host of which a test makes what it likes. */
class UnsteadyClocks implements HostClocks {
  /** Time that the host has slept. */
  sleptMs = 0;
  /** How far the wall clock was set. */
  aheadMs = 0;
  readonly #clock = createFastClock(FACTOR);

  now(): number {
    return this.#clock.now();
  }

  setTimer(callback: () => void, delayMs: number): { cancel(): void } {
    return this.#clock.setTimer(callback, delayMs);
  }

  uptimeMs(): number {
    return this.now() + this.sleptMs;
  }

  wallMs(): number {
    return 1_700_000_000_000 + this.uptimeMs() + this.aheadMs;
  }
}

let directory: string;
let slot: Slot;
let clocks: UnsteadyClocks;
let reporter: RecordingReporter;
let driver: InProcessDriver;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-watching-'));
  const image = join(directory, 'image');
  await mkdir(image);
  await writeFile(join(image, 'file'), 'x');
  const manifest = {
    formatVersion: 1,
    architecture: 'x86_64',
    diskFormat: 'raw',
    diskFile: 'file',
    kernelFile: 'file',
    initrdFile: 'file',
    kernelArguments: '',
    files: [{ name: 'file', size: 1 }],
  };
  await writeFile(join(image, 'manifest.json'), JSON.stringify(manifest));
  slot = await Slot.open(join(directory, 'slot'));
  clocks = new UnsteadyClocks();
  reporter = new RecordingReporter();
  driver = new InProcessDriver();
});

afterEach(async () => {
  await driver.vm?.discard();
  await slot.close();
  await rm(directory, { recursive: true, force: true });
});

/** A job that goes on when it is told, and what came of it. */
function start(script: string) {
  const text = `<vm_job><name>test</name><image>./image</image><task><application>/bin/sh</application>
    <arg>-c</arg><arg>${script}</arg></task><output><source>out</source></output></vm_job>`;
  return startJob(
    {
      job: parseJobFile(text, { file: join(directory, 'vm_job.xml') }),
      slot,
      outputDirectory: join(directory, 'out'),
      imageDirectories: [],
      driver,
      reporter,
      agentLostTimeoutMs: DEFAULT_AGENT_LOST_TIMEOUT_MS,
      clocks,
    },
    new AbortController().signal,
  );
}

const WAITS = 'echo up; until [ -e go-on ]; do sleep 0.1; done; echo done >out';

describe('clocks of the host', () => {
  test('that jump by hours, and a host that sleeps, are no alarm: the guest is told the time', async () => {
    const running = start(WAITS);
    await expect.poll(() => reporter.stdout).toBe('up\n');
    const told = (words: string): boolean => reporter.lines.some((line) => line.includes(words));
    const jumps = [
      ['was set forward by 7200 s', () => (clocks.aheadMs += 2 * HOUR_MS)],
      ['was set back by 14400 s', () => (clocks.aheadMs -= 4 * HOUR_MS)],
      ['slept for 28800 s', () => (clocks.sleptMs += 8 * HOUR_MS)],
    ] as const;
    for (const [words, jump] of jumps) {
      jump();
      await expect.poll(() => told(words), { message: words }).toBe(true);
    }
    await running.deliver('go-on', new Uint8Array(), { signal: AbortSignal.timeout(60_000) });
    const summary = await running.finished;
    expect(summary, summary.message).toMatchObject({ outcome: 'succeeded' });
    // No warning: neither that the link broke, nor that the guest could not be told.
    expect(reporter.warnings).toEqual(['prepare: not using kvm: there is no machine at all']);
    expect(
      reporter.lines.filter((line) => line.includes('the guest is told the time')),
    ).toHaveLength(3);
  });
});

describe('a guest that hangs', () => {
  async function hang(script: string, isThere: () => boolean): Promise<RunSummary> {
    const running = start(script);
    await expect.poll(isThere).toBe(true);
    driver.vm?.consoleLines.push('watchdog: BUG: soft lockup');
    driver.vm?.hang();
    // In the middle of the silence: no excuse, and nothing that hides it.
    clocks.aheadMs -= 2 * HOUR_MS;
    return await running.finished;
  }

  test('is found, and what is known of it is told', async () => {
    const summary = await hang(WAITS, () => reporter.stdout === 'up\n');
    expect(summary).toMatchObject({ outcome: 'agent_lost', phase: 'run', exitCode: 23 });
    const seconds = Number(
      /silent for (\d+) s while its machine ran/.exec(summary.message ?? '')?.[1],
    );
    expect(seconds * 1000).toBeGreaterThanOrEqual(DEFAULT_AGENT_LOST_TIMEOUT_MS);
    expect(seconds * 1000).toBeLessThan(2 * DEFAULT_AGENT_LOST_TIMEOUT_MS);
    expect(summary.details.at(-1)).toBe('watchdog: BUG: soft lockup');
  });
});
