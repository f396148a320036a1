import { rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endOrphan } from '../../process/end-orphan.ts';
import { processIdentity, type ProcessIdentity } from '../../process/process-identity.ts';
import type { CallOptions } from '../driver.ts';
import { canceledCall } from '../call-errors.ts';
import { HypervisorError } from '../errors.ts';
import { launch, type LaunchedProcess } from '../launch.ts';
import { QmpClient, type QmpEvent } from '../qmp-client.ts';
import type { QmpError } from '../qmp-error.ts';
import { withinTime } from '../within-time.ts';
import { acceptOne, type Acceptor } from './accept-one.ts';
import type { DomainSockets } from './domain-xml.ts';
import { readDomainProcess, removeDomainLog, removeOldLogs } from './session-files.ts';
import { virshWords, type Virsh } from './virsh.ts';

/** How long libvirt may take to make a domain: it starts its daemon, and QEMU reads kernel and initrd. */
export const CREATE_TIMEOUT_MS = 60_000;

/** How long libvirt may take to end a QEMU; then we kill it ourselves. */
export const OBEY_TIMEOUT_MS = 3_000;

/** How long libvirt may take to forget the domain. */
export const DESTROY_TIMEOUT_MS = 15_000;

/** How long a QEMU that has closed its control connection may take to be gone; then it is killed. */
export const GONE_TIMEOUT_MS = 5_000;

/** How often it is looked whether it is gone: nothing tells of the end of somebody else's child. */
const GONE_POLL_MS = 10;

/** Most characters in which virsh's word that it has made a domain is looked for. */
const MAX_MADE_LENGTH = 4096;

const FILE_NAME = 'domain.xml';

/** Short: the paths of sockets have little room. */
const SOCKET_NAMES = { console: 'tty.sock', qmp: 'qmp.sock' } as const;

/**
 * The shell turns into virsh with the first channel as its standard output. It makes the domain and
 * stays, so that libvirt destroys the domain as soon as virsh is gone, however that went.
 */
const HOLDER = 'exec "$@" >&4 4>&-';

export interface DomainOptions extends CallOptions {
  readonly virsh: Virsh;
  /** Of letters, digits and `-` only. */
  readonly name: string;
  /** The document, whose sockets are those of {@link domainSockets}. */
  readonly xml: string;
  /** Absolute; only this user may enter it. */
  readonly directory: string;
  /** Socket file to remove, with the directory, should this program be killed. */
  readonly orphanSocket?: string | undefined;
  /** Default {@link CREATE_TIMEOUT_MS}. */
  readonly timeoutMs?: number | undefined;
  readonly onConsole: (chunk: Buffer) => void;
  readonly onEvent: (event: QmpEvent) => void;
  /** The control connection has ended; `protocol`: because QEMU broke the rules. */
  readonly onFailure: (error: QmpError) => void;
}

/** Where a domain's own sockets are. */
export function domainSockets(directory: string): DomainSockets {
  return { console: join(directory, SOCKET_NAMES.console), qmp: join(directory, SOCKET_NAMES.qmp) };
}

/**
 * Domain is one transient domain of libvirt, made paused. Its life is tied to ours: libvirt destroys it
 * when virsh goes, which goes when this program does. Owner: who made it; it must call `destroy`, also
 * after the domain has ended by itself.
 */
export class Domain {
  readonly name: string;
  readonly identity: ProcessIdentity;
  /** QEMU's control protocol. */
  readonly qmp: QmpClient;
  /** Resolves when QEMU is gone, and its last words are in. */
  readonly ended: Promise<void>;
  readonly #virsh: Virsh;
  readonly #holder: LaunchedProcess;
  #destroying: Promise<void> | undefined;
  #lost = false;

  /**
   * @throws HypervisorError `hypervisor_failed` with libvirt's words, or `canceled`; nothing is left then
   */
  static async create(options: DomainOptions): Promise<Domain> {
    const { name, virsh, directory, signal, timeoutMs = CREATE_TIMEOUT_MS } = options;
    const file = join(directory, FILE_NAME);
    const acceptors: Acceptor[] = [];
    let holder: LaunchedProcess | undefined;
    try {
      // An old log more is no reason not to start.
      await removeOldLogs().catch(() => undefined);
      const paths = domainSockets(directory);
      for (const path of [paths.console, paths.qmp]) acceptors.push(await acceptOne(path));
      await writeFile(file, options.xml, { mode: 0o600 });
      if (signal?.aborted === true) throw canceledCall(signal.reason);
      holder = await launchHolder(options);
      await whenMade(holder, options);
      const identity = await readDomainProcess(name);
      if (identity === undefined) throw failed(`libvirt does not tell the process of ${name}`);
      // QEMU has called before libvirt could speak to it.
      const calls = Promise.all(acceptors.map(({ connected }) => connected));
      const [console, control] = (await withinTime(calls, timeoutMs, signal)) ?? [];
      if (console === undefined || control === undefined) throw new Error('QEMU has not called');
      console.on('data', (chunk: Buffer) => options.onConsole(chunk));
      const silent = closed(console);
      const { onEvent, onFailure } = options;
      const qmp = await QmpClient.connect(control, { onEvent, onFailure, timeoutMs, signal });
      const ended = closed(control)
        .then(() => whenGone(identity, console, silent))
        // What cannot be looked at is taken for gone, as its connection says.
        .catch(() => undefined);
      return new Domain({ name, virsh, holder, identity, qmp, ended });
    } catch (error) {
      await abandon(options, holder);
      for (const { connected } of acceptors) void connected.then((socket) => socket.destroy());
      if (error instanceof HypervisorError) throw error;
      if (signal?.aborted === true) throw canceledCall(signal.reason);
      throw failed(`the machine cannot be started: ${(error as Error).message}`, error);
    } finally {
      for (const acceptor of acceptors) acceptor.close();
      await rm(file, { force: true });
    }
  }

  private constructor(made: MadeDomain) {
    this.name = made.name;
    this.identity = made.identity;
    this.qmp = made.qmp;
    this.ended = made.ended;
    this.#virsh = made.virsh;
    this.#holder = made.holder;
    void made.holder.exited.then(() => this.#onHolderExit()).catch(() => undefined);
  }

  /** True: libvirt's daemon, or virsh, was gone before the domain was. */
  get lost(): boolean {
    return this.#lost;
  }

  /** Runs a command of virsh on this domain. */
  async run(command: string, options: CallOptions): Promise<void> {
    await this.#virsh.run([command, '--domain', this.name], options);
  }

  /** Ends QEMU where it runs, and what libvirt keeps of the domain. Never throws. Safe to repeat. */
  destroy(): Promise<void> {
    this.#destroying ??= this.#destroy().catch(() => {
      // What cannot be ended or removed now cannot be later either; the next life looks again.
    });
    return this.#destroying;
  }

  async #onHolderExit(): Promise<void> {
    if (this.#destroying !== undefined || !this.qmp.open) return;
    this.#lost = true;
    // A new daemon would find the domain, and not know that it was to go with us.
    await endOrphan(this.identity);
  }

  async #destroy(): Promise<void> {
    const asked = destroyByName(this.#virsh, this.name).then(() => true);
    // In the middle of a save QEMU does not hear, and libvirt would be patient with it.
    await withinTime(asked, OBEY_TIMEOUT_MS);
    await endOrphan(this.identity);
    await asked;
    this.qmp.destroy();
    this.#holder.kill();
    await withinTime(this.#holder.exited, GONE_TIMEOUT_MS);
    await removeDomainLog(this.name);
  }
}

interface MadeDomain {
  readonly name: string;
  readonly virsh: Virsh;
  readonly holder: LaunchedProcess;
  readonly identity: ProcessIdentity;
  readonly qmp: QmpClient;
  readonly ended: Promise<void>;
}

function launchHolder({ virsh, name, directory, orphanSocket }: DomainOptions) {
  const commands = [
    // The file is named from the working directory: a path may hold what virsh would take for its own.
    `create --file ${FILE_NAME} --paused --autodestroy`,
    `event --domain ${name} --event lifecycle --loop`,
  ];
  return launch({
    program: '/bin/sh',
    arguments: ['-c', HOLDER, 'sh', virsh.program, ...virsh.arguments, commands.join('; ')],
    workingDirectory: directory,
    environment: virsh.environment,
    channelCount: 1,
    // Were it not to run, the machine would outlive us.
    lowPriority: false,
    orphanSocket,
  });
}

async function whenMade(holder: LaunchedProcess, options: DomainOptions): Promise<void> {
  const { signal, timeoutMs = CREATE_TIMEOUT_MS } = options;
  const gone = holder.exited.then(() => 'gone' as const);
  const result = await withinTime(Promise.race([saysMade(holder), gone]), timeoutMs, signal);
  if (result === 'made') return;
  if (signal?.aborted === true) throw canceledCall(signal.reason);
  if (result === undefined) throw failed(`libvirt did not make the machine in ${timeoutMs} ms`);
  throw failed(`libvirt could not make the machine: ${virshWords(holder.stderrTail())}`);
}

/** Resolves with virsh's word that the domain is there; what it prints later, of events, is thrown away. */
function saysMade(holder: LaunchedProcess): Promise<'made'> {
  return new Promise((resolve) => {
    let text = '';
    holder.channels[0]
      ?.on('error', () => undefined)
      .on('data', (chunk: Buffer) => {
        if (text.length < MAX_MADE_LENGTH) text += chunk.toString('latin1');
        if (/^Domain .* created from /m.test(text)) resolve('made');
      });
  });
}

/** When QEMU has closed its control connection, to the end of process and console. */
async function whenGone(
  identity: ProcessIdentity,
  console: Socket,
  silent: Promise<void>,
): Promise<void> {
  const { pid, startedAt } = identity;
  const deadline = performance.now() + GONE_TIMEOUT_MS;
  while ((await processIdentity(pid))?.startedAt === startedAt) {
    if (performance.now() > deadline) {
      // It closed the connection and goes on, perhaps in the guest's hands.
      await endOrphan(identity);
      break;
    }
    await delay(GONE_POLL_MS);
  }
  if (
    (await withinTime(
      silent.then(() => true),
      GONE_TIMEOUT_MS,
    )) !== true
  )
    console.destroy();
}

/** Ends what has been made of a domain whose making failed. */
async function abandon(options: DomainOptions, holder: LaunchedProcess | undefined): Promise<void> {
  if (holder === undefined) return;
  holder.kill();
  await destroyByName(options.virsh, options.name);
  const identity = await readDomainProcess(options.name).catch(() => undefined);
  if (identity !== undefined) await endOrphan(identity);
  await withinTime(holder.exited, GONE_TIMEOUT_MS);
  await removeDomainLog(options.name);
}

async function destroyByName(virsh: Virsh, name: string): Promise<void> {
  try {
    await virsh.run(['destroy', '--domain', name], { timeoutMs: DESTROY_TIMEOUT_MS });
  } catch {
    // It has ended by itself, and then virsh says that it does not know it; or libvirt does not answer,
    // and then its QEMU is killed without it.
  }
}

function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve());
  });
}

function failed(what: string, cause?: unknown): HypervisorError {
  return new HypervisorError('hypervisor_failed', what, { cause });
}
