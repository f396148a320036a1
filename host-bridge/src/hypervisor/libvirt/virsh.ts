import { runCommand } from '../command.ts';
import type { CallOptions } from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import { STANDARD_PATH } from '../find-program.ts';
import { printableLines } from '../printable-lines.ts';

/** The daemon of this user alone; the one of the system is somebody else's. */
export const LIBVIRT_URI = 'qemu:///session';

/** How long libvirt may take for one command. */
export const VIRSH_TIMEOUT_MS = 30_000;

export interface VirshOptions extends CallOptions {
  /** Default {@link VIRSH_TIMEOUT_MS}. */
  readonly timeoutMs?: number | undefined;
}

/** Virsh runs commands of libvirt's own program. Holds nothing open. */
export class Virsh {
  readonly program: string;

  /** @param program absolute path of `virsh` */
  constructor(program: string) {
    this.program = program;
  }

  /** Arguments of the program before those of a command. */
  get arguments(): readonly string[] {
    return ['-c', LIBVIRT_URI];
  }

  /**
   * What it is run with: words in English, and nothing of the variables that would make it, or the
   * daemon that it starts, do something else.
   */
  get environment(): NodeJS.ProcessEnv {
    const kept = Object.entries(process.env).filter(([name]) => !/^(?:LIBVIRT|VIRSH)_/.test(name));
    return { ...Object.fromEntries(kept), PATH: process.env['PATH'] || STANDARD_PATH, LC_ALL: 'C' };
  }

  /**
   * Runs one command to its end.
   *
   * @returns what it printed
   * @throws HypervisorError `hypervisor_failed` with libvirt's own words, or `canceled`
   */
  async run(command: readonly string[], options: VirshOptions = {}): Promise<string> {
    const { exitCode, stdout, stderr } = await runCommand(
      this.program,
      [...this.arguments, ...command],
      {
        timeoutMs: options.timeoutMs ?? VIRSH_TIMEOUT_MS,
        signal: options.signal,
        environment: this.environment,
      },
    );
    if (exitCode === 0) return stdout;
    throw new HypervisorError(
      'hypervisor_failed',
      `libvirt did not obey ${command[0]}: ${virshWords(Buffer.from(stderr))}`,
    );
  }
}

/** In one line what virsh says of a failure: what failed, and behind it why. */
export function virshWords(stderr: Uint8Array): string {
  const lines = printableLines(stderr, Number.MAX_SAFE_INTEGER);
  const errors = lines.filter((line) => line.startsWith('error: '));
  const words = (errors.length === 0 ? lines : errors).slice(0, 2);
  return words.map((line) => line.replace(/^error: /, '')).join(': ') || 'it said nothing';
}
