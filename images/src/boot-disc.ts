import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './run-command.ts';

/** What a boot disc is made of. */
export interface BootDiscInputs {
  /** Packed kernel, as Debian ships it: it is read by the BIOS, sector by sector. */
  readonly kernelFile: string;
  readonly initrdFile: string;
  /** Kernel command line, without the console. */
  readonly kernelArguments: readonly string[];
  /** Where the disc goes. */
  readonly discFile: string;
  /** Existing directory for scratch files. */
  readonly workDirectory: string;
  /** Clock of the build, in seconds since 1970. */
  readonly timeSeconds: number;
  readonly signal: AbortSignal;
}

/** The first serial port, where the drivers read what the guest says. */
const CONSOLE_ARGUMENT = 'console=ttyS0';

/** Modules of GRUB: discs by the BIOS, their file system, and Linux. */
const GRUB_MODULES: readonly string[] = ['biosdisk', 'iso9660', 'linux'];

/** Sectors of 512 bytes that a BIOS loads; GRUB's first one fetches the rest itself. */
const BOOT_SECTOR_COUNT = 4;

/**
 * Makes a disc, ISO 9660, that a PC with a BIOS boots (El Torito, no emulation): GRUB, the kernel and the initial
 * RAM disk. GRUB asks nothing and waits for nothing. The same inputs give the same bytes.
 * @throws ImageError with code `command_failed`
 */
export async function writeBootDisc(inputs: BootDiscInputs): Promise<void> {
  const { workDirectory, signal } = inputs;
  const tree = path.join(workDirectory, 'disc');
  const menuFile = path.join(workDirectory, 'grub.cfg');
  await mkdir(tree);
  await copyFile(inputs.kernelFile, path.join(tree, 'vmlinuz'));
  await copyFile(inputs.initrdFile, path.join(tree, 'initrd'));
  await writeFile(menuFile, grubCommands(inputs.kernelArguments));
  await runCommand(
    'grub-mkimage',
    [
      ['--format=i386-pc-eltorito', `--output=${path.join(tree, 'grub')}`],
      // Where GRUB looks for what it lacks: nowhere, as all of it is in the image.
      ['--prefix=/', `--config=${menuFile}`, ...GRUB_MODULES],
    ].flat(),
    { signal, advice: "are GRUB's modules for BIOSes there? apt-get install grub-pc-bin" },
  );
  const { timeSeconds } = inputs;
  const date = discDate(timeSeconds);
  await runCommand(
    'xorriso',
    [
      // Nothing of what this machine's start-up files of xorriso say.
      ['-no_rc', '-as', 'mkisofs', '-quiet', '-volid', 'VMSLOT', '-o', inputs.discFile],
      ['-b', 'grub', '-no-emul-boot', '-boot-load-size', String(BOOT_SECTOR_COUNT)],
      // GRUB's first sectors find the rest by a table that is written into them.
      ['-boot-info-table', `--modification-date=${date}`, `--set_all_file_dates`, date],
      ['-uid', '0', '-gid', '0', tree],
    ].flat(),
    { signal, env: { SOURCE_DATE_EPOCH: String(timeSeconds) } },
  );
}

/** What GRUB does, in the order of its own commands; it has no menu. */
function grubCommands(kernelArguments: readonly string[]): string {
  const kernel = ['linux', '/vmlinuz', ...kernelArguments, CONSOLE_ARGUMENT].join(' ');
  return `${kernel}\ninitrd /initrd\nboot\n`;
}

/** A time as xorriso takes it: year to second in UTC, and two digits of hundredths. */
function discDate(timeSeconds: number): string {
  const text = new Date(timeSeconds * 1000).toISOString();
  return `${text.replaceAll(/\D/g, '').slice(0, 14)}00`;
}
