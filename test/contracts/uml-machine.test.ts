import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build, type Plugin } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { dial } from '../../host-bridge/src/dial/index.ts';
import { MAX_SERIAL_IN_FLIGHT_BYTES, type Vm } from '../../host-bridge/src/hypervisor/driver.ts';
import { machineFileIn } from '../../host-bridge/src/hypervisor/machine-directory.ts';
import {
  readChildren,
  readFamilyCpuTimeMs,
  readProcessStat,
  readTracerPid,
} from '../../host-bridge/src/process/process-family.ts';
import { TINY_GUEST_GREETING } from './tiny-guest.ts';
import { createTinyLinux } from './tiny-linux.ts';
import { shows, tinyLinuxSlot } from './tiny-linux-slot.ts';
import { countOf, countsBeyond } from './tiny-slot.ts';
import { UML_UNDER_TEST } from './uml-under-test.ts';

const TEST_TIMEOUT_MS = 480_000;

const PAUSE_COUNT = 300;

/** Another user of this computer, without any group of ours: nobody. */
const OTHER_USER = 65_534;

const DRIVER = new URL('../../host-bridge/src/hypervisor/uml/index.ts', import.meta.url).href;

/** Uses a good part of a CPU's second, so that whoever else wants to run has had every chance. */
function burnCpu(): void {
  const before = process.cpuUsage();
  for (let used = 0; used < 500_000;) {
    const { user, system } = process.cpuUsage(before);
    used = user + system;
  }
}

function cpuTimeMs(vm: Vm): number {
  return readFamilyCpuTimeMs(vm.pid ?? 0) ?? Number.NaN;
}

/** Process ids of a machine's process group. */
async function groupOf(pid: number): Promise<string[]> {
  const { stdout } = await promisify(execFile)('/bin/ps', ['-eo', 'pgid=,stat=,pid=']);
  return stdout
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([group, state]) => Number(group) === pid && !state?.startsWith('Z'))
    .map(([, , member]) => member ?? '');
}

describe('a machine under User-Mode Linux', { timeout: TEST_TIMEOUT_MS }, () => {
  test('stands still while it is paused, though a program of the guest computes', async () => {
    await using slot = await tinyLinuxSlot('spin');
    const vm = await slot.boot();
    await shows(vm, TINY_GUEST_GREETING);
    for (let round = 0; round < 3; round += 1) {
      const before = cpuTimeMs(vm);
      await expect.poll(() => cpuTimeMs(vm)).toBeGreaterThan(before + 200);
      await vm.pause({});
      const paused = cpuTimeMs(vm);
      burnCpu();
      expect(cpuTimeMs(vm)).toBe(paused);
      await vm.resume({});
    }
  });

  test.each(['spin', 'count', 'churn'] as const)(
    'survives hundreds of pauses in the middle of: %s',
    async (action) => {
      await using slot = await tinyLinuxSlot(action);
      const vm = await slot.boot();
      await shows(vm, TINY_GUEST_GREETING);
      for (let round = 0; round < PAUSE_COUNT; round += 1) {
        await vm.pause({});
        const running = readChildren(vm.pid ?? 0).filter(
          (pid) => readTracerPid(pid) === vm.pid && readProcessStat(pid)?.state === 'R',
        );
        expect(running).toEqual([]);
        await vm.resume({});
      }
      if (action !== 'spin') await countsBeyond(vm, countOf(vm) + 10);
      const before = cpuTimeMs(vm);
      await expect.poll(() => cpuTimeMs(vm)).toBeGreaterThan(before);
      expect(vm.consoleTail(1000).join('\n')).not.toMatch(/panic|lost|stub/i);
    },
  );

  test('can be paused, limited and freed in any order', async () => {
    await using slot = await tinyLinuxSlot('churn');
    const vm = await slot.boot();
    await countsBeyond(vm, 0);
    vm.limitCpu({ cpuCount: 0.05 });
    for (let round = 0; round < 20; round += 1) {
      await vm.pause({});
      const paused = cpuTimeMs(vm);
      vm.limitCpu({ cpuCount: round % 2 === 0 ? undefined : 0.5 });
      expect(cpuTimeMs(vm)).toBe(paused);
      await vm.resume({});
      await countsBeyond(vm, countOf(vm));
    }
  });

  test('gives the agent a serial line that carries much, within its limit', async () => {
    await using slot = await tinyLinuxSlot('echo');
    const vm = await slot.boot();
    expect(vm.endpoint.maxInFlightBytes).toBe(MAX_SERIAL_IN_FLIGHT_BYTES);
    await shows(vm, 'echo is ready');
    const agent = (await dial(vm.endpoint)) as Socket;
    for (let round = 0; round < 100; round += 1) {
      const sent = Buffer.alloc(
        MAX_SERIAL_IN_FLIGHT_BYTES,
        `${round} \u0003\u0004\u0011\u0013\n\r`,
      );
      agent.write(sent);
      let received = Buffer.alloc(0);
      while (received.length < sent.length) {
        const [chunk] = (await once(agent, 'data')) as [Buffer];
        received = Buffer.concat([received, chunk]);
      }
      expect(received.equals(sent)).toBe(true);
    }
    agent.destroy();
    // The next connection finds the same guest.
    const again = (await dial(vm.endpoint)) as Socket;
    again.write('hello again');
    const [chunk] = (await once(again, 'data')) as [Buffer];
    expect('hello again').toContain(chunk.toString());
    again.destroy();
  });

  test('has the image, the seed and the room as disks, and keeps what it wrote', async () => {
    await using slot = await tinyLinuxSlot('disks');
    const { diskLimitBytes, seedFile, slotDirectory, image } = slot.definition;
    await writeFile(seedFile, Buffer.alloc(64 * 1024, 'seed-of'));
    const lines = (head: string) => [
      `/dev/ubda 1 ${1024 * 1024} ${head} written`,
      `/dev/ubdb 0 ${64 * 1024} seed-of -`,
      `/dev/ubdc 1 ${diskLimitBytes} VMSLOT- written`,
    ];
    const first = await slot.boot();
    expect(await first.ended).toMatchObject({ cause: 'guest-shutdown' });
    expect(first.consoleTail(100)).toEqual(expect.arrayContaining(lines('ZZZZZZZ')));
    expect((await readFile(seedFile)).subarray(0, 7).toString()).toBe('seed-of');
    expect(new Set(await readFile(image.diskFile))).toEqual(new Set([0x5a]));
    const second = await slot.reopen();
    await second.start({});
    expect(await second.ended).toMatchObject({ cause: 'guest-shutdown' });
    expect(second.consoleTail(100)).toEqual(expect.arrayContaining(lines('written')));
    await UML_UNDER_TEST.checkDisk(slotDirectory);
  });

  test('is not reopened over another image, another size or a damaged disk', async () => {
    await using slot = await tinyLinuxSlot('idle');
    const { diskLimitBytes, image, slotDirectory } = slot.definition;
    const unusable = { code: 'snapshot_unusable', message: expect.stringMatching(/^[^\n]+$/) };
    await expect(slot.reopen()).rejects.toMatchObject(unusable);
    const vm = await slot.driver.define(slot.definition, {});
    await vm.stop();
    await expect(slot.reopen({ diskLimitBytes: 2 * diskLimitBytes })).rejects.toMatchObject(
      unusable,
    );
    const other = await createTinyLinux(join(slotDirectory, 'other'), 'idle');
    await expect(slot.reopen({ image: other })).rejects.toMatchObject(unusable);
    const cow = machineFileIn(slotDirectory, 'disk.cow');
    const bytes = await readFile(cow);
    await writeFile(image.diskFile, await readFile(image.diskFile));
    await expect(slot.reopen()).rejects.toMatchObject(unusable);
    await createTinyLinux(image.directory, 'idle');
    await writeFile(cow, bytes.subarray(0, bytes.length / 2));
    await expect(slot.reopen()).rejects.toMatchObject(unusable);
    await writeFile(cow, bytes);
    const again = await slot.reopen();
    await again.start({});
    expect(again.state).toBe('running');
    await vm.destroy();
  });

  test('leaves its image to machines of other hypervisors', async () => {
    await using slot = await tinyLinuxSlot('hold');
    const vm = await slot.boot();
    await shows(vm, 'holds its disk');
    const { diskFile } = slot.definition.image;
    // It locks what it opens, as a machine of QEMU does.
    const node = JSON.stringify({ driver: 'raw', file: { driver: 'file', filename: diskFile } });
    await promisify(execFile)('qemu-io', ['-r', '-c', 'read 0 512', `json:${node}`]);
    expect(vm.state).toBe('running');
  });

  test("has no way to the host's files, nor into its own kernel", async () => {
    await using slot = await tinyLinuxSlot('escape');
    const vm = await slot.boot();
    expect(await vm.ended).toMatchObject({ cause: 'guest-shutdown' });
    expect(vm.consoleTail(100)).toContain('ways 0 modules_disabled 1 bpf 1');
  });

  test('that panics is told as one, and leaves no process', async () => {
    await using slot = await tinyLinuxSlot('panic');
    const vm = await slot.boot();
    const pid = vm.pid ?? 0;
    expect(await vm.ended).toMatchObject({
      cause: 'guest-panic',
      detail: expect.stringContaining('Kernel panic - not syncing: Attempted to kill init!'),
    });
    await expect.poll(() => groupOf(pid)).toEqual([]);
  });

  test('that is killed alone takes all its processes with it', async () => {
    await using slot = await tinyLinuxSlot('churn');
    const vm = await slot.boot();
    await countsBeyond(vm, 0);
    const pid = vm.pid ?? 0;
    expect((await groupOf(pid)).length).toBeGreaterThan(2);
    process.kill(pid, 'SIGKILL');
    expect(await vm.ended).toMatchObject({ cause: 'crashed' });
    await expect.poll(() => groupOf(pid)).toEqual([]);
  });

  test.each([
    [{ cpuCount: 2 }, 'unsupported', /2 CPUs/],
    [{ accelerator: 'kvm' as const }, 'unsupported', /kvm/],
    [{ agentChannel: undefined }, 'unsupported', /virtio-serial/],
    [{ extraPorts: [{ name: 'x', socketPath: '/x' }] }, 'unsupported', /ports/],
    [{ memoryBytes: 0 }, 'hypervisor_failed', /memoryBytes/],
    [{ slotDirectory: 'slot' }, 'hypervisor_failed', /not absolute/],
  ])('refuses %j', async (change, code, message) => {
    await using slot = await tinyLinuxSlot('idle');
    await expect(slot.driver.define({ ...slot.definition, ...change }, {})).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  test('refuses images that it cannot run, and memory that the host does not have', async () => {
    await using slot = await tinyLinuxSlot('idle');
    const { image, slotDirectory } = slot.definition;
    for (const change of [
      { diskFormat: 'qcow2' as const },
      { architecture: 'aarch64' as const },
      { kernelArguments: 'ubd3=/etc/passwd' },
    ]) {
      await expect(
        slot.driver.define({ ...slot.definition, image: { ...image, ...change } }, {}),
      ).rejects.toMatchObject({ code: 'image_unusable' });
    }
    expect(await readdir(slotDirectory)).toEqual([]);
    await expect(slot.boot({ memoryBytes: 2 ** 50 })).rejects.toMatchObject({ code: 'no_memory' });
  });
});

/** What a bridge of its own does: it makes a machine, starts it, and tells its process. */
function bridgeScript(definition: unknown): string {
  return `
    import { UmlDriver } from ${JSON.stringify(DRIVER)};
    const driver = new UmlDriver({ lowPriority: false });
    const vm = await driver.define(${JSON.stringify(definition)}, {});
    vm.ended.then((end) => console.log(JSON.stringify(end)));
    await vm.start({});
    console.log(vm.pid);
  `;
}

describe('a bridge that is killed with SIGKILL', () => {
  test('takes all of User-Mode Linux with it', { timeout: TEST_TIMEOUT_MS }, async () => {
    await using slot = await tinyLinuxSlot('churn');
    const outside = async () => [await readdir('/dev/shm'), await namesIn(join(homedir(), '.uml'))];
    const before = await outside();
    const bridge = spawn(
      process.execPath,
      ['--input-type=module', '-e', bridgeScript(slot.definition)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [said] = (await once(bridge.stdout, 'data')) as [Buffer];
    const pid = Number(said.toString());
    expect((await groupOf(pid)).length).toBeGreaterThan(2);
    bridge.kill('SIGKILL');
    await expect.poll(() => groupOf(pid)).toEqual([]);
    expect(await outside()).toEqual(before);
    expect(await readdir(slot.definition.slotDirectory)).toEqual(['vm']);
    // Over what is left there, the next life goes on.
    const vm = await slot.reopen();
    await vm.start({});
    await countsBeyond(vm, 0);
  });
});

async function namesIn(directory: string): Promise<string[]> {
  return await readdir(directory).catch(() => []);
}

/** Lets a bundle import by the URL of a file. */
const fileUrls: Plugin = {
  name: 'file-urls',
  setup: (bundle) => {
    bundle.onResolve({ filter: /^file:/ }, ({ path }) => ({ path: fileURLToPath(path) }));
  },
};

describe('a user without any right', () => {
  // Only root may become somebody else.
  test.runIf(process.getuid?.() === 0)('runs a machine', { timeout: TEST_TIMEOUT_MS }, async () => {
    const directory = await mkdtemp(join(tmpdir(), 'vmslot-nobody-'));
    try {
      await chmod(directory, 0o777);
      const slotDirectory = join(directory, 'slot');
      await mkdir(slotDirectory);
      await chmod(slotDirectory, 0o777);
      const seedFile = join(directory, 'seed.img');
      await writeFile(seedFile, new Uint8Array(64 * 1024));
      const definition = {
        slotDirectory,
        seedFile,
        image: await createTinyLinux(join(directory, 'image'), 'power-off'),
        accelerator: 'native',
        memoryBytes: UML_UNDER_TEST.memoryBytes,
        cpuCount: 1,
        diskLimitBytes: 1024 * 1024,
        network: false,
        agentPortName: 'org.vmslot.agent.0',
        agentChannel: 'serial',
      };
      const ids = [`--reuid=${OTHER_USER}`, `--regid=${OTHER_USER}`, '--clear-groups'];
      // The sources may lie where that user cannot go, so it gets all of them in one file; and Node, which
      // may as well, is found through this process's own file.
      const bridge = join(directory, 'bridge.mjs');
      await build({
        stdin: {
          contents: `${bridgeScript(definition)}\nawait vm.ended; await vm.destroy();`,
          resolveDir: directory,
        },
        plugins: [fileUrls],
        bundle: true,
        platform: 'node',
        format: 'esm',
        outfile: bridge,
        logLevel: 'silent',
      });
      const { stdout } = await promisify(execFile)('/bin/sh', [
        '-c',
        'exec 3<"$0"; exec "$@"',
        process.execPath,
        'setpriv',
        ...ids,
        '/bin/sh',
        '-c',
        'exec /proc/self/fd/3 "$0"',
        bridge,
      ]);
      expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
        cause: 'guest-shutdown',
      });
      expect(await readdir(slotDirectory)).toEqual([]);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
