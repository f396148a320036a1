import { chownSync, mkdirSync, mkdtempSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { endOrphan } from '../../host-bridge/src/process/end-orphan.ts';
import {
  processIdentity,
  type ProcessIdentity,
} from '../../host-bridge/src/process/process-identity.ts';
import { dropRoot, ORDINARY_USER } from './drop-root.ts';

const VARIABLES = ['HOME', 'TMPDIR', 'XDG_RUNTIME_DIR', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME'];

/** LibvirtSession: a home of its own for an ordinary user, where libvirt's daemon lives. */
export class LibvirtSession {
  readonly directory: string;

  /**
   * Makes the home, and lets this process and what it starts live there. Where it is root, it is an
   * ordinary user from now on, for good: so only in a test file, which has a process of its own.
   *
   * @param beforeDrop what root must still do, in the session's directory and with its environment
   */
  constructor(beforeDrop: (directory: string) => void = () => undefined) {
    const isRoot = process.getuid?.() === 0;
    this.directory = mkdtempSync(join(tmpdir(), 'vmslot-session-'));
    const paths = ['', 'home', 'run', 'tmp'].map((name) => join(this.directory, name));
    for (const path of paths) {
      mkdirSync(path, { recursive: true, mode: 0o700 });
      if (isRoot) chownSync(path, ORDINARY_USER, ORDINARY_USER);
    }
    for (const name of VARIABLES) delete process.env[name];
    process.env['HOME'] = join(this.directory, 'home');
    process.env['XDG_RUNTIME_DIR'] = join(this.directory, 'run');
    process.env['TMPDIR'] = join(this.directory, 'tmp');
    beforeDrop(this.directory);
    dropRoot();
  }

  /** The daemon, while it runs: it ends by itself when nobody has needed it for two minutes. */
  async daemon(): Promise<ProcessIdentity | undefined> {
    const file = join(this.directory, 'run/libvirt/libvirtd.pid');
    const text = await readFile(file, 'latin1').catch(() => '');
    return text === '' ? undefined : processIdentity(Number(text));
  }

  /** Ends the daemon, and removes all that it and the tests have made. */
  async close(): Promise<void> {
    const daemon = await this.daemon();
    if (daemon !== undefined) expect(await endOrphan(daemon)).toBe(true);
    await rm(this.directory, { recursive: true });
  }
}
