import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LIBVIRT_URI } from '../../host-bridge/src/hypervisor/libvirt/virsh.ts';
import { endOrphan } from '../../host-bridge/src/process/end-orphan.ts';
import { processIdentity } from '../../host-bridge/src/process/process-identity.ts';
import { ORDINARY_USER } from '../contracts/drop-root.ts';

const execute = promisify(execFile);

/**
 * AbortUser: an ordinary user with a home, where libvirt's session lives. What programs leave behind
 * belongs to that user, wherever it is. Disposing it ends the session, and removes the home.
 */
export class AbortUser implements AsyncDisposable {
  readonly root: string;
  /** Nobody, where the tests are root's; else who runs the tests. */
  readonly userId: number;
  readonly #isRoot = process.getuid?.() === 0;

  private constructor(root: string) {
    this.root = root;
    this.userId = this.#isRoot ? ORDINARY_USER : (process.getuid?.() ?? 0);
  }

  static async create(): Promise<AbortUser> {
    const user = new AbortUser(await mkdtemp(join(tmpdir(), 'vmslot-aborts-')));
    await chmod(user.root, 0o755);
    for (const name of ['home', 'run', 'tmp']) {
      await mkdir(join(user.root, name), { mode: 0o700 });
      await user.give(join(user.root, name));
    }
    return user;
  }

  /** For {@link SlotRun.start}. */
  get runOptions(): { readonly environment: NodeJS.ProcessEnv; readonly userId?: number } {
    const environment = {
      PATH: process.env['PATH'],
      HOME: join(this.root, 'home'),
      TMPDIR: join(this.root, 'tmp'),
      XDG_RUNTIME_DIR: join(this.root, 'run'),
    };
    return { environment, ...(this.#isRoot ? { userId: this.userId } : {}) };
  }

  /** Makes files the user's. */
  async give(path: string, { recursive = true } = {}): Promise<void> {
    if (!this.#isRoot) return;
    await execute('chown', [...(recursive ? ['-R'] : []), `${this.userId}:${this.userId}`, path]);
  }

  /** Domains of the user's libvirt, in any state; '' where there is none. */
  async domains(): Promise<string> {
    const list = ['-q', '-c', LIBVIRT_URI, 'list', '--all', '--name'];
    const { environment, userId } = this.runOptions;
    const identity = userId === undefined ? {} : { uid: userId, gid: userId };
    const options = { env: environment, cwd: this.root, timeout: 60_000, ...identity };
    return (await execute('virsh', list, options)).stdout.trim();
  }

  /** Logs and definitions of domains that libvirt has kept. */
  async domainFiles(): Promise<readonly string[]> {
    const directories = ['home/.cache/libvirt/qemu/log', 'home/.config/libvirt/qemu'];
    const found = await Promise.all(
      directories.map((name) => readdir(join(this.root, name)).catch(() => [])),
    );
    return found.flat().filter((name) => /\.(log|xml)/.test(name));
  }

  /** What is in the user's own directory for temporary files. */
  async temporaryFiles(): Promise<readonly string[]> {
    return await readdir(join(this.root, 'tmp'));
  }

  /** Ends libvirt's daemons, which would stay for two minutes. */
  async endDaemons(): Promise<void> {
    for (const name of ['libvirtd', 'virtlogd']) {
      const file = join(this.root, `run/libvirt/${name}.pid`);
      const text = await readFile(file, 'latin1').catch(() => '');
      const identity = text === '' ? undefined : await processIdentity(Number(text));
      if (identity !== undefined) await endOrphan(identity);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.endDaemons();
    await rm(this.root, { recursive: true, force: true });
  }
}
