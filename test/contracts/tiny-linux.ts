import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../../host-bridge/src/hypervisor/command.ts';
import type { VmImage } from '../../host-bridge/src/hypervisor/driver.ts';
import { encodeInitrd } from '../../host-bridge/src/hypervisor/uml/trial-guest.ts';
import type { TinyGuestAction } from './tiny-guest.ts';

/** What a tiny guest with a Linux kernel does; see tiny-linux.c. */
export type TinyLinuxAction =
  TinyGuestAction | 'churn' | 'disks' | 'echo' | 'escape' | 'hold' | 'panic' | 'spin';

const SOURCE = fileURLToPath(new URL('tiny-linux.c', import.meta.url));

const IMAGE_TIME_SECONDS = 1_700_000_000;

let initrd: Promise<Uint8Array> | undefined;

/**
 * Writes an image for User-Mode Linux, which brings its own kernel: an initial RAM disk with one program,
 * and a disk of 1 MiB whose bytes are all `Z`.
 */
export async function createTinyLinux(
  directory: string,
  action: TinyLinuxAction,
): Promise<VmImage> {
  await mkdir(directory, { recursive: true });
  const image: VmImage = {
    directory,
    diskFile: join(directory, 'disk, a=b.raw'),
    diskFormat: 'raw',
    kernelFile: join(directory, 'kernel'),
    initrdFile: join(directory, 'init rd'),
    kernelArguments: `quiet console=ttyS0 TINY_ACTION=${action}`,
    architecture: 'x86_64',
  };
  initrd ??= buildInitrd();
  await writeFile(image.initrdFile, await initrd);
  await writeFile(image.diskFile, new Uint8Array(1024 * 1024).fill(0x5a));
  // An image that is made once more is the same one.
  await utimes(image.diskFile, IMAGE_TIME_SECONDS, IMAGE_TIME_SECONDS);
  return image;
}

async function buildInitrd(): Promise<Uint8Array> {
  const directory = await mkdtemp(join(tmpdir(), 'vmslot-tiny-linux-'));
  try {
    const program = join(directory, 'init');
    const { exitCode, stderr } = await runCommand(
      'gcc',
      ['-static', '-O1', '-Wall', '-Werror', '-s', '-o', program, SOURCE],
      { timeoutMs: 120_000 },
    );
    if (exitCode !== 0) throw new Error(`gcc: ${stderr}`);
    return encodeInitrd(await readFile(program));
  } finally {
    await rm(directory, { recursive: true });
  }
}
