import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dial } from '../../host-bridge/src/dial/index.ts';
import { runCommand } from '../../host-bridge/src/hypervisor/command.ts';
import type { VmDefinition } from '../../host-bridge/src/hypervisor/driver.ts';
import { encodeOverlay } from '../../host-bridge/src/hypervisor/qcow2/encode-overlay.ts';
import { describeHypervisorCheckpoints } from './hypervisor-checkpoints.contract.ts';
import { describeHypervisorControls } from './hypervisor-controls.contract.ts';
import { describeHypervisorDriver } from './hypervisor-driver.contract.ts';
import { QEMU_UNDER_TEST } from './qemu-under-test.ts';
import { createTinyGuest } from './tiny-guest.ts';

describeHypervisorDriver(QEMU_UNDER_TEST);
describeHypervisorCheckpoints(QEMU_UNDER_TEST);
describeHypervisorControls(QEMU_UNDER_TEST);

async function withDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-qemu-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true });
  }
}

describe('an overlay', () => {
  test.each(['raw', 'qcow2'] as const)('over a %s image is sound to qemu-img', (format) =>
    withDirectory(async (directory) => {
      const image = join(directory, 'image');
      const overlay = join(directory, 'overlay.qcow2');
      await runCommand('qemu-img', ['create', '-f', format, image, '3M']);
      const virtualBytes = 5 * 1024 ** 3;
      await writeFile(
        overlay,
        encodeOverlay({ backingFile: image, backingFormat: format, virtualBytes }),
      );
      expect(await runCommand('qemu-img', ['check', overlay])).toMatchObject({ exitCode: 0 });
      const info = await runCommand('qemu-img', ['info', '--output=json', overlay]);
      expect(JSON.parse(info.stdout)).toMatchObject({
        'virtual-size': virtualBytes,
        'backing-filename': image,
        'backing-filename-format': format,
        format: 'qcow2',
      });
      // Writing through it, near the end too, must leave it sound.
      for (const offset of ['0', '3M', '5119M']) {
        const write = await runCommand('qemu-io', ['-c', `write -P 7 ${offset} 64k`, overlay]);
        expect(write).toMatchObject({ exitCode: 0, stderr: '' });
      }
      expect(await runCommand('qemu-img', ['check', overlay])).toMatchObject({ exitCode: 0 });
    }),
  );
});

describe('a bridge that is killed with SIGKILL', () => {
  test('takes QEMU with it', { timeout: 120_000 }, () =>
    withDirectory(async (directory) => {
      const slotDirectory = join(directory, 'slot');
      await mkdir(slotDirectory);
      const seedFile = join(directory, 'seed.img');
      await writeFile(seedFile, new Uint8Array(64 * 1024));
      const definition: VmDefinition = {
        slotDirectory,
        seedFile,
        image: await createTinyGuest(join(directory, 'image'), 'idle'),
        accelerator: 'tcg',
        memoryBytes: 32 * 1024 * 1024,
        cpuCount: 1,
        diskLimitBytes: 0,
        network: false,
        agentPortName: 'org.vmslot.agent.0',
      };
      const index = new URL('../../host-bridge/src/hypervisor/qemu/index.ts', import.meta.url);
      const script = `
        import { QemuDriver } from ${JSON.stringify(index.href)};
        const vm = await new QemuDriver().define(${JSON.stringify(definition)}, {});
        await vm.start({});
        console.log(vm.endpoint.path);
      `;
      const bridge = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [path] = (await once(bridge.stdout, 'data')) as [Buffer];
      // QEMU holds the other end of this pipe; its end of file is QEMU's end.
      const pipe = await dial({ kind: 'unix-socket', path: path.toString().trim() });
      const closed = new Promise((resolve) => pipe.once('close', resolve));
      // A QEMU that dies before it has taken the call resets it instead.
      pipe.on('error', () => pipe.destroy()).resume();
      bridge.kill('SIGKILL');
      await closed;
    }),
  );
});
