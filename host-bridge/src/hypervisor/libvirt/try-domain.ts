import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TRIAL_SERIAL_PORT, TRIAL_SERIAL_REPORT, trialBootSector } from '../boot-sector.ts';
import { HypervisorError } from '../errors.ts';
import { MAX_SOCKET_PATH_BYTES } from '../machine-directory.ts';
import { withinTime } from '../within-time.ts';
import { Domain, domainSockets } from './domain.ts';
import { trialXml, type DomainAccelerator } from './domain-xml.ts';
import type { Virsh } from './virsh.ts';

/** How long libvirt may take to make the domain of a trial. */
export const TRIAL_CREATE_TIMEOUT_MS = 30_000;

export interface TryDomainOptions {
  readonly virsh: Virsh;
  readonly accelerator: DomainAccelerator;
  /** How long the guest may take from its start. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Existing directory for its files. Default: the system's temporary one. */
  readonly scratchDirectory?: string | undefined;
}

/**
 * Runs the trial guest in a domain of one kind (design D12: a device file that opens proves nothing).
 *
 * @returns why it does not run, or undefined
 * @throws HypervisorError `canceled` when `signal` aborts
 * @throws Error of the file system where the scratch directory cannot be written
 */
export async function tryDomain(options: TryDomainOptions): Promise<string | undefined> {
  const directory = await makeDirectory(options.scratchDirectory);
  let domain: Domain | undefined;
  try {
    const diskFile = join(directory, 'boot-sector');
    await writeFile(diskFile, trialBootSector(TRIAL_SERIAL_PORT));
    const { virsh, accelerator, timeoutMs, signal } = options;
    const name = domainName();
    const sockets = domainSockets(directory);
    let hear: (heard: true) => void = () => undefined;
    const reported = new Promise<true>((resolve) => {
      hear = resolve;
    });
    domain = await Domain.create({
      virsh,
      name,
      xml: trialXml({ name, accelerator, diskFile, sockets }),
      directory,
      timeoutMs: TRIAL_CREATE_TIMEOUT_MS,
      onConsole: (chunk) => {
        if (chunk.includes(TRIAL_SERIAL_REPORT)) hear(true);
      },
      onEvent: () => undefined,
      onFailure: () => undefined,
      signal,
    });
    await domain.run('resume', { signal });
    const gone = domain.ended.then(() => false as const);
    const ran = await withinTime(Promise.race([reported, gone]), timeoutMs, signal);
    if (ran === true) return undefined;
    if (signal?.aborted === true) throw canceled(signal.reason);
    if (ran === false) return 'the trial guest did not run: QEMU ended before it';
    return `the trial guest hangs: no word in ${timeoutMs} ms`;
  } catch (error) {
    if (!(error instanceof HypervisorError) || error.code === 'canceled') throw error;
    return error.message;
  } finally {
    await domain?.destroy();
    await rm(directory, { recursive: true, force: true });
  }
}

/** A name for a domain that nothing else has. */
export function domainName(): string {
  return `vmslot-${randomBytes(8).toString('hex')}`;
}

/** Where the wanted directory's path is too long for sockets, in the system's temporary one. */
async function makeDirectory(scratchDirectory: string | undefined): Promise<string> {
  const directory = await mkdtemp(join(resolve(scratchDirectory ?? tmpdir()), 'vmslot-trial-'));
  const { console } = domainSockets(directory);
  if (Buffer.byteLength(console) <= MAX_SOCKET_PATH_BYTES) return directory;
  await rm(directory, { recursive: true });
  return mkdtemp(join(tmpdir(), 'vmslot-trial-'));
}

function canceled(cause: unknown): HypervisorError {
  return new HypervisorError('canceled', 'the trial of the accelerator was given up', { cause });
}
