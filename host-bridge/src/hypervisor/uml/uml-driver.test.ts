import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { VmDefinition } from '../driver.ts';
import { UmlDriver } from './uml-driver.ts';

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-uml-driver-'));
  for (const name of ['bin', 'slot', 'scratch']) await mkdir(join(directory, name));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

/** A driver whose `linux.uml` is a script that says its version, and does this where it is to boot. */
async function standIn(boot: string, version = '6.1.0'): Promise<UmlDriver> {
  const program = join(directory, 'bin/linux.uml');
  await writeFile(
    program,
    `#!/bin/sh\nif [ "$1" = --version ]; then echo ${version}; exit 0; fi\n${boot}\n`,
  );
  await chmod(program, 0o755);
  return new UmlDriver({ programDirectory: join(directory, 'bin'), lowPriority: false });
}

async function definition(): Promise<VmDefinition> {
  const files = Object.fromEntries(
    ['disk', 'initrd', 'seed'].map((name) => [name, join(directory, name)]),
  ) as Record<'disk' | 'initrd' | 'seed', string>;
  for (const file of Object.values(files)) await writeFile(file, new Uint8Array(4096));
  return {
    slotDirectory: join(directory, 'slot'),
    seedFile: files.seed,
    image: {
      directory,
      diskFile: files.disk,
      diskFormat: 'raw',
      kernelFile: join(directory, 'kernel'),
      initrdFile: files.initrd,
      kernelArguments: 'quiet',
      architecture: 'x86_64',
    },
    accelerator: 'native',
    memoryBytes: 1024 * 1024,
    cpuCount: 1,
    diskLimitBytes: 1024 * 1024,
    network: false,
    agentPortName: 'org.vmslot.agent.0',
    agentChannel: 'serial',
  };
}

describe('the driver for User-Mode Linux', () => {
  test('says how to get the program where it is not there', async () => {
    const driver = new UmlDriver({ programDirectory: join(directory, 'bin') });
    const missing = {
      code: 'hypervisor_missing',
      message: expect.stringContaining('on Debian: apt-get install user-mode-linux'),
    };
    await expect(driver.locate()).rejects.toMatchObject(missing);
    await expect(driver.probe({})).rejects.toMatchObject(missing);
    await expect(driver.define(await definition(), {})).rejects.toMatchObject(missing);
  });

  test('does not take any program of that name for one', async () => {
    const driver = await standIn('exit 0', 'hello');
    await expect(driver.probe({})).rejects.toMatchObject({ code: 'hypervisor_missing' });
  });

  test.each([
    ['echo "Checking ptrace...Operation not permitted" >&2; exit 1', /status 1.*not permitted/],
    ['kill -ABRT $$', /SIGABRT.*it said nothing/],
    // A clean end alone proves nothing: the guest has not said its word.
    ['exit 0', /did not run \(status 0\)/],
    ['exec sleep 1000', /hangs: no end in 500 ms/],
  ])('says in one line why a trial did not run: %s', async (boot, reason) => {
    const driver = await standIn(boot);
    const scratchDirectory = join(directory, 'scratch');
    // The ones that end do so soon; no time limit is in their way on a busy machine.
    const trialTimeoutMs = boot.includes('sleep') ? 500 : 60_000;
    const error = await driver.probe({ trialTimeoutMs, scratchDirectory }).catch((e: Error) => e);
    expect(error).toMatchObject({
      code: 'accelerator_unusable',
      message: expect.stringMatching(reason),
    });
    expect((error as Error).message).not.toContain('\n');
    expect(await readdir(scratchDirectory)).toEqual([]);
  });

  test('has no accelerator but its own, and runs nothing for others', async () => {
    const driver = await standIn(`touch ${directory}/ran; exit 1`);
    await expect(driver.probe({ accelerators: ['kvm', 'tcg'] })).rejects.toMatchObject({
      code: 'accelerator_unusable',
      message: expect.stringContaining(
        'kvm: User-Mode Linux has no such accelerator; tcg: User-Mode Linux has no such accelerator',
      ),
    });
    expect(await readdir(directory)).not.toContain('ran');
  });

  test.each([
    [
      'echo "cannot trace" >&2; exit 3',
      'hypervisor_failed',
      /cannot trace \(it ended with status 3/,
    ],
    ['echo "mmap: Cannot allocate memory" >&2; exit 1', 'no_memory', /no 1 MB of memory left/],
  ])('says why a machine did not start: %s', async (boot, code, message) => {
    const driver = await standIn(boot);
    const vm = await driver.define(await definition(), {});
    await expect(vm.start({})).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
    expect(await vm.ended).toMatchObject({ cause: 'crashed' });
    expect(vm.state).toBe('stopped');
    await vm.destroy();
    expect(await readdir(join(directory, 'slot'))).toEqual([]);
  });

  test('gives the program nothing of our environment, and a place in memory', async () => {
    process.env['VMSLOT_TEST_SECRET'] = 'x';
    const driver = await standIn('echo "secret=$VMSLOT_TEST_SECRET place=$TMPDIR" >&2; exit 1');
    try {
      const vm = await driver.define(await definition(), {});
      await expect(vm.start({})).rejects.toMatchObject({
        message: expect.stringMatching(/secret= place=\/\w+/),
      });
      await vm.destroy();
    } finally {
      delete process.env['VMSLOT_TEST_SECRET'];
    }
  });

  test('needs as much room as the job may fill, less what is there', async () => {
    await standIn('exit 1');
    const wanted = await definition();
    let freeBytes = 1024 * 1024 + 64 * 1024 - 1;
    const driver = new UmlDriver({
      programDirectory: join(directory, 'bin'),
      readFreeBytes: async () => freeBytes,
    });
    await expect(driver.define(wanted, {})).rejects.toMatchObject({ code: 'no_room' });
    expect(await readdir(wanted.slotDirectory)).toEqual([]);
    freeBytes += 1;
    const vm = await driver.define(wanted, {});
    await vm.stop();
    freeBytes = 0;
    await expect(driver.reopen(wanted, {})).rejects.toMatchObject({ code: 'no_room' });
    expect(await readdir(join(wanted.slotDirectory, 'vm'))).toEqual(['disk.cow', 'room.img']);
  });
});
