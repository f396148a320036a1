import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ExitStatus,
  type Launch,
  launch,
  type LaunchOptions,
  type LaunchVerdict,
} from './index.ts';
import type { LaunchPrograms } from './launch-programs.ts';

/** User `nobody` of every Debian; where a test does not run as root, nobody is changed to. */
export const NOBODY = { uid: 65_534, gid: 65_534, groups: [] } as const;

/** What came of a program. */
export interface LaunchOutcome {
  readonly verdict: LaunchVerdict;
  readonly exit: ExitStatus;
  readonly stdout: string;
  readonly stderr: string;
}

/** A directory for launches; for tests. Disposing removes it. */
export class LaunchFixture implements AsyncDisposable {
  readonly directory: string;
  readonly #programs: LaunchPrograms | undefined;
  #count = 0;

  private constructor(directory: string, programs: LaunchPrograms | undefined) {
    this.directory = directory;
    this.#programs = programs;
  }

  /** @param programs default: those of this machine */
  static async create(programs?: LaunchPrograms): Promise<LaunchFixture> {
    const directory = await mkdtemp(join(tmpdir(), 'vmslot-launch-'));
    await chmod(directory, 0o711);
    return new LaunchFixture(directory, programs);
  }

  /** Options of a launch with a name of its own. */
  options(argv: readonly string[], more: Partial<LaunchOptions> = {}): LaunchOptions {
    this.#count += 1;
    const path = join(this.directory, String(this.#count));
    return {
      argv,
      env: new Map(),
      directory: '/',
      user: NOBODY,
      stdin: { kind: 'none' },
      stdout: { kind: 'spool', path: `${path}.out` },
      stderr: { kind: 'spool', path: `${path}.err` },
      statusDirectory: path,
      programs: this.#programs,
      ...more,
    };
  }

  /** Runs a program to its end. @param meanwhile is done while it runs */
  async run(
    options: LaunchOptions,
    meanwhile?: (launched: Launch) => Promise<void>,
  ): Promise<LaunchOutcome> {
    const launched = await launch(options);
    await meanwhile?.(launched);
    const [verdict, exit] = await Promise.all([launched.verdict, launched.exit]);
    const read = async (suffix: string) => {
      const text = readFile(`${options.statusDirectory}.${suffix}`, 'latin1');
      return await text.catch(() => '');
    };
    return { verdict, exit, stdout: await read('out'), stderr: await read('err') };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // What has been ended may still be writing.
    await rm(this.directory, { recursive: true, maxRetries: 10 });
  }
}

/** A launch of a shell script. */
export function script(text: string): string[] {
  return ['/bin/sh', '-c', text];
}
