import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TRIAL_EXIT_STATUS } from '../boot-sector.ts';
import { chooseAccelerator, type ChooseAcceleratorOptions } from './choose-accelerator.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-choose-'));
});

afterEach(() => rm(directory, { recursive: true }));

/** A stand-in for QEMU: a shell script that is called with QEMU's arguments. */
async function standIn(script: string): Promise<Pick<ChooseAcceleratorOptions, 'program'>> {
  const program = join(directory, 'qemu-system-x86_64');
  await writeFile(program, `#!/bin/sh\necho "$@" >>${directory}/calls\n${script}\n`);
  await chmod(program, 0o755);
  return { program };
}

async function calls(): Promise<string[]> {
  return (await readFile(join(directory, 'calls'), 'utf8')).trimEnd().split('\n');
}

const RAN = `exit ${TRIAL_EXIT_STATUS}`;

describe('chooseAccelerator', () => {
  test('takes the first that runs the trial guest', async () => {
    const qemu = await standIn(RAN);
    expect(await chooseAccelerator({ ...qemu, accelerators: ['tcg'] })).toEqual({
      accelerator: 'tcg',
      sandbox: true,
      rejected: [],
    });
    expect(await calls()).toHaveLength(1);
  });

  test('writes only where it is told to, and leaves nothing there', async () => {
    const scratchDirectory = await mkdtemp(join(directory, 'scratch-'));
    const qemu = await standIn(`pwd >>${directory}/calls; ${RAN}`);
    await chooseAccelerator({ ...qemu, accelerators: ['tcg'], scratchDirectory });
    const [commandLine, workingDirectory] = await calls();
    expect(workingDirectory?.startsWith(`${scratchDirectory}/`)).toBe(true);
    expect(commandLine).toContain(`"filename":"${workingDirectory}/`);
    expect(await readdir(scratchDirectory)).toEqual([]);
  });

  test('kills a trial that hangs, does not try it again, and takes the next', async () => {
    const hang = `case "$*" in *"-accel kvm"*) while :; do sleep 60; done;; esac; ${RAN}`;
    const chosen = await chooseAccelerator({
      ...(await standIn(hang)),
      accelerators: ['kvm', 'tcg'],
      platform: 'linux',
      kvmDevice: '/dev/null',
      trialTimeoutMs: 2000,
    });
    expect(chosen).toMatchObject({
      accelerator: 'tcg',
      rejected: [{ accelerator: 'kvm', reason: expect.stringContaining('hangs') }],
    });
  });

  test('tries without the system call filter where QEMU ends with it', async () => {
    const noSandbox = `case "$*" in *-sandbox*) echo no filter >&2; exit 1;; esac; ${RAN}`;
    expect(
      await chooseAccelerator({ ...(await standIn(noSandbox)), accelerators: ['tcg'] }),
    ).toMatchObject({ accelerator: 'tcg', sandbox: false });
  });

  test('tells in one line why no accelerator is left', async () => {
    const failing = 'echo first >&2; printf "\\033[31mlast words\\033[0m\\n" >&2; exit 1';
    const choosing = chooseAccelerator({
      ...(await standIn(failing)),
      accelerators: ['kvm', 'hvf', 'tcg'],
      platform: 'linux',
      kvmDevice: join(directory, 'no-kvm'),
    });
    await expect(choosing).rejects.toMatchObject({
      code: 'accelerator_unusable',
      message: expect.stringMatching(
        /^[^\n]*kvm: [^\n]*no-kvm does not exist[^\n]*hvf: does not exist on linux; tcg: [^\n]*last words$/,
      ),
    });
  });

  test.each([
    ['a clean exit', 'exit 0'],
    ['a crash', 'kill -SEGV $$'],
  ])('takes %s without a report for a failure', async (_, script) => {
    await expect(
      chooseAccelerator({ ...(await standIn(script)), accelerators: ['tcg'] }),
    ).rejects.toMatchObject({ code: 'accelerator_unusable' });
  });

  test('is given up while a trial hangs', async () => {
    const controller = new AbortController();
    const qemu = await standIn('while :; do sleep 60; done');
    const choosing = chooseAccelerator({
      ...qemu,
      accelerators: ['tcg'],
      signal: controller.signal,
    });
    controller.abort(new Error('enough'));
    await expect(choosing).rejects.toMatchObject({
      code: 'canceled',
      cause: { message: 'enough' },
    });
  });

  test('allows nothing where the list is empty', async () => {
    await expect(
      chooseAccelerator({ ...(await standIn(RAN)), accelerators: [] }),
    ).rejects.toMatchObject({ code: 'accelerator_unusable' });
  });
});
