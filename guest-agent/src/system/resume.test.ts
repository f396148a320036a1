import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vmslot } from '@vmslot/proto/agent';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FakeClock } from './fake-clock.ts';
import { Resumer, type ResumerOptions } from './resume.ts';
import { MAX_HOOK_COUNT, MAX_RESUME_COUNT } from './system-limits.ts';

const { CLOCK_ACTION_NONE, CLOCK_ACTION_STEPPED } = vmslot.agent.v1.ClockAction;
const { signal } = new AbortController();
const entropy = Buffer.alloc(64, 7);

let directory: string;
let device: string;
let hookDirectory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-resume-'));
  device = join(directory, 'random');
  hookDirectory = join(directory, 'resume.d');
  await writeFile(device, '');
  await mkdir(hookDirectory, { mode: 0o755 });
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

function resumer(options: Partial<ResumerOptions> = {}) {
  const clock = new FakeClock();
  const made = new Resumer({
    ownsMachine: true,
    log: () => undefined,
    clock,
    randomDevice: device,
    hookDirectory,
    ...options,
  });
  return { clock, resumer: made };
}

async function hook(name: string, script: string, mode = 0o755): Promise<void> {
  await writeFile(join(hookDirectory, name), `#!/bin/sh\n${script}\n`, { mode });
}

const late = (clock: FakeClock) => ({
  resumeId: 'r1',
  entropy,
  wallTimeUs: clock.us + 60_000_000,
  roundTripUs: 0,
});

describe('Resume', () => {
  test('entropy comes first, then the time, then the hooks by name', async () => {
    await hook('20-second', `cat ${device} >>${directory}/order; echo second >>${directory}/order`);
    await hook('10-first', `echo first >>${directory}/order`);
    const { clock, resumer: made } = resumer();
    const seen: number[] = [];
    clock.stepBy = async () => {
      seen.push((await readFile(device)).length);
    };
    const { clock: change, failedHooks } = await made.resume(late(clock));
    expect(change?.action).toBe(CLOCK_ACTION_STEPPED);
    expect(seen).toEqual([64]);
    expect(await readFile(join(directory, 'order'), 'latin1')).toBe(
      `first\n${entropy.toString('latin1')}second\n`,
    );
    expect(failedHooks).toEqual([]);
  });

  test('once for each id, also for two calls at once', async () => {
    const { clock, resumer: made } = resumer();
    const request = late(clock);
    const [first, second] = await Promise.all([made.resume(request), made.resume(request)]);
    expect(second).toEqual(first);
    expect(await made.resume(request)).toEqual(first);
    expect(clock.calls).toHaveLength(1);
    expect(await readFile(device)).toHaveLength(64);
    await made.resume({ ...request, resumeId: 'r2' });
    expect(clock.calls).toHaveLength(2);
  });

  test('what failed is tried again under the same id', async () => {
    const { clock, resumer: made } = resumer();
    const good = clock.stepBy.bind(clock);
    clock.stepBy = async () => {
      throw new Error('not now');
    };
    await expect(made.resume(late(clock))).rejects.toMatchObject({ code: 'internal' });
    clock.stepBy = good;
    await made.resume(late(clock));
    expect(clock.calls).toHaveLength(1);
  });

  test('many ids do not pile up, and the latest are known', async () => {
    const { clock, resumer: made } = resumer();
    for (let index = 0; index <= MAX_RESUME_COUNT; index += 1) {
      await made.resume({ ...late(clock), resumeId: `r${index}` });
    }
    const before = clock.calls.length;
    await made.resume({ ...late(clock), resumeId: `r${MAX_RESUME_COUNT}` });
    expect(clock.calls).toHaveLength(before);
    await made.resume({ ...late(clock), resumeId: 'r0' });
    expect(clock.calls).toHaveLength(before + 1);
  });

  test('without a time the clock is left alone', async () => {
    const { clock, resumer: made } = resumer();
    const reply = await made.resume({ resumeId: 'r1', entropy });
    expect(reply.clock).toBeUndefined();
    expect(clock.calls).toEqual([]);
  });

  test('on a machine of somebody else there is entropy only, and the error is told', async () => {
    await hook('10-hook', `echo ran >${directory}/ran`);
    const { clock, resumer: made } = resumer({ ownsMachine: false });
    const { clock: change, failedHooks } = await made.resume(late(clock));
    expect(change?.action).toBe(CLOCK_ACTION_NONE);
    expect(change?.errorUs).toBeGreaterThan(59_000_000);
    expect(clock.calls).toEqual([]);
    expect(failedHooks).toBeUndefined();
    expect(await readFile(device)).toHaveLength(64);
    await expect(readFile(join(directory, 'ran'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('the real device takes it', async () => {
    const { resumer: made } = resumer({ randomDevice: '/dev/urandom' });
    await made.resume({ resumeId: 'r1', entropy });
  });

  test('entropy that cannot be written is an error, and no time is set', async () => {
    const { clock, resumer: made } = resumer({ randomDevice: join(directory, 'no/device') });
    await expect(made.resume(late(clock))).rejects.toMatchObject({ code: 'internal' });
    expect(clock.calls).toEqual([]);
  });

  test.each([
    ['no id', { resumeId: '' }],
    ['a long id', { resumeId: 'x'.repeat(65) }],
    ['an id with a slash', { resumeId: 'a/b' }],
    ['little entropy', { entropy: Buffer.alloc(31) }],
    ['no entropy', { entropy: Buffer.alloc(0) }],
    ['too much entropy', { entropy: Buffer.alloc(513) }],
    ['a time before 1970', { wallTimeUs: -5 }],
    ['a time after 2100', { wallTimeUs: 5e15 }],
    ['a round trip of an hour', { roundTripUs: 3_600_000_000 }],
  ])('%s is refused, and nothing is done', async (_name, change) => {
    const { clock, resumer: made } = resumer();
    const request = { ...late(clock), ...change };
    await expect(made.resume(request)).rejects.toMatchObject({ code: 'invalid_argument' });
    expect(clock.calls).toEqual([]);
    expect(await readFile(device)).toHaveLength(0);
  });
});

describe('hooks', () => {
  test('one that fails is told, and the next ones run', async () => {
    await hook('10-fails', 'echo "no such thing" >&2; exit 3');
    await hook('20-runs', `echo ran >${directory}/ran`);
    const { failedHooks } = await resumer().resumer.resume({ resumeId: 'r1', entropy });
    expect(failedHooks).toEqual(['10-fails: no such thing']);
    expect(await readFile(join(directory, 'ran'), 'utf8')).toBe('ran\n');
  });

  test('what others can change is not run', async () => {
    await writeFile(join(directory, 'target'), `#!/bin/sh\necho ran >${directory}/ran\n`, {
      mode: 0o755,
    });
    await symlink(join(directory, 'target'), join(hookDirectory, '10-link'));
    await hook('20-open', `echo ran >${directory}/ran`);
    await chmod(join(hookDirectory, '20-open'), 0o777);
    await hook('30-ignored.bak', `echo ran >${directory}/ran`);
    const { failedHooks } = await resumer().resumer.resume({ resumeId: 'r1', entropy });
    expect(failedHooks).toEqual([
      '10-link: not run: others can change it',
      '20-open: not run: others can change it',
    ]);
    await chmod(hookDirectory, 0o777);
    expect(await resumer().resumer.resume({ resumeId: 'r1', entropy })).toEqual({
      failedHooks: [],
    });
    await expect(readFile(join(directory, 'ran'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('not more than there may be', async () => {
    for (let index = 0; index < MAX_HOOK_COUNT + 3; index += 1) {
      await hook(`hook-${String(index).padStart(2, '0')}`, `echo >>${directory}/count`);
    }
    await resumer().resumer.resume({ resumeId: 'r1', entropy });
    expect(await readFile(join(directory, 'count'), 'utf8')).toBe('\n'.repeat(MAX_HOOK_COUNT));
  });
});

describe('SetTime', () => {
  test('corrects the clock of the own machine', async () => {
    const { clock, resumer: made } = resumer();
    const reply = await made.setTime({ wallTimeUs: clock.us - 7_000_000 }, signal);
    expect(reply.clock?.action).toBe(CLOCK_ACTION_STEPPED);
    expect(clock.calls[0]?.changeUs).toBeLessThan(-6_000_000);
  });

  test('refuses on a machine of somebody else', async () => {
    const { clock, resumer: made } = resumer({ ownsMachine: false });
    await expect(made.setTime({ wallTimeUs: clock.us }, signal)).rejects.toMatchObject({
      code: 'failed_precondition',
    });
  });

  test('needs a time', async () => {
    await expect(resumer().resumer.setTime({}, signal)).rejects.toMatchObject({
      code: 'invalid_argument',
    });
  });
});
