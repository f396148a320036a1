import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { processIdentity, type ProcessIdentity } from '../../process/process-identity.ts';
import { readFamilyCpuTimeMs } from '../../process/process-family.ts';
import { ByteTail } from '../byte-tail.ts';
import { CpuThrottle } from '../cpu-throttle.ts';
import {
  MAX_SERIAL_IN_FLIGHT_BYTES,
  type AgentEndpoint,
  type CallOptions,
  type SnapshotInfo,
  type SnapshotSaved,
  type StartOptions,
  type Vm,
  type VmDefinition,
  type VmEnd,
  type VmFigures,
  type VmState,
} from '../driver.ts';
import { assertCpuLimit, canceledCall, wrongState } from '../call-errors.ts';
import { HypervisorError } from '../errors.ts';
import type { ProcessExit } from '../launch.ts';
import type { MachineDirectory } from '../machine-directory.ts';
import { printableLines } from '../printable-lines.ts';
import { serveChannel, type ServedChannel } from '../serve-channel.ts';
import { Turns } from '../turns.ts';
import { withinTime } from '../within-time.ts';
import { machineArguments, MEMORY_MARGIN_BYTES, UML_FILES } from './command-line.ts';
import { describeEnd } from './describe-end.ts';
import { agentOf, consoleOf, kernelIsUp, launchUml, type LaunchedUml } from './launch-uml.ts';
import { findMemoryDirectory } from './memory-directory.ts';
import { StandStill } from './stand-still.ts';
import { startError } from './start-error.ts';
import { readyUmlFiles } from './uml-files.ts';
import { umlFigures } from './uml-figures.ts';

/** How long the guest's kernel may take to set itself up; it measures what the CPU can do meanwhile. */
export const START_TIMEOUT_MS = 60_000;

/** How long it may take until nothing of the guest runs any more. */
export const PAUSE_TIMEOUT_MS = 30_000;

/** How long a killed machine is waited for; a process that hangs inside the kernel outlives SIGKILL. */
export const KILL_TIMEOUT_MS = 5_000;

/** Bytes of the guest's console that are kept; the last ones win. */
export const MAX_CONSOLE_BYTES = 64 * 1024;

export interface UmlVmOptions {
  readonly program: string;
  readonly lowPriority: boolean;
  readonly definition: VmDefinition;
  readonly files: MachineDirectory;
}

/** What there is while the process lives. */
interface Running {
  readonly launched: LaunchedUml;
  readonly standStill: StandStill;
  readonly throttle: CpuThrottle;
  readonly memoryDirectory: string;
  readonly served: ServedChannel;
}

/** One machine under User-Mode Linux; see {@link Vm}. */
export class UmlVm implements Vm {
  readonly endpoint: AgentEndpoint;
  readonly ended: Promise<VmEnd>;
  /** There are no models of this machine to choose from. */
  readonly machineType = undefined;
  readonly #options: UmlVmOptions;
  readonly #console = new ByteTail(MAX_CONSOLE_BYTES);
  readonly #turns = new Turns();
  #settleEnded: (end: VmEnd) => void = () => undefined;
  #state: VmState = 'defined';
  #launched: LaunchedUml | undefined;
  #running: Running | undefined;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;
  #stopRequested = false;
  #identity: ProcessIdentity | undefined;
  #cpuLimitCount: number | undefined;
  #cpuTimeMs = 0;

  constructor(options: UmlVmOptions) {
    this.#options = options;
    this.endpoint = {
      kind: 'unix-socket',
      path: options.files.agentSocket,
      maxInFlightBytes: MAX_SERIAL_IN_FLIGHT_BYTES,
    };
    this.ended = new Promise((resolve) => {
      this.#settleEnded = resolve;
    });
  }

  get state(): VmState {
    return this.#state;
  }

  get pid(): number | undefined {
    return this.#state === 'stopped' ? undefined : this.#launched?.process.pid;
  }

  get processIdentity(): ProcessIdentity | undefined {
    return this.#state === 'stopped' ? undefined : this.#identity;
  }

  diskUsageBytes(): Promise<number> {
    return this.#options.files.usageBytes();
  }

  consoleTail(lineCount: number): readonly string[] {
    return printableLines(this.#console.bytes(), lineCount);
  }

  start(options: StartOptions): Promise<void> {
    if (options.restoreTag !== undefined) return Promise.reject(unsupported('snapshots'));
    if (this.#state === 'stopped') return Promise.reject(wrongState('start', this.#state));
    this.#starting ??= this.#start(options);
    return this.#starting;
  }

  pause({ signal }: CallOptions): Promise<void> {
    return this.#turns.take(async () => {
      if (this.#state === 'paused') return;
      const running = this.#running;
      if (this.#state !== 'running' || running === undefined)
        throw wrongState('pause', this.#state);
      const still = running.standStill.stop('pause').then(() => true);
      if ((await withinTime(still, PAUSE_TIMEOUT_MS)) !== true) {
        running.standStill.goOn('pause');
        throw new HypervisorError(
          'hypervisor_failed',
          `programs of the guest still run ${PAUSE_TIMEOUT_MS} ms after they were to stand still`,
        );
      }
      this.#moveTo('paused');
    }, signal);
  }

  resume({ signal }: CallOptions): Promise<void> {
    return this.#turns.take(() => {
      if (this.#state === 'running') return Promise.resolve();
      const running = this.#running;
      if (this.#state !== 'paused' || running === undefined)
        throw wrongState('resume', this.#state);
      running.launched.open();
      running.standStill.goOn('pause');
      this.#moveTo('running');
      return Promise.resolve();
    }, signal);
  }

  saveSnapshot(): Promise<SnapshotSaved> {
    return Promise.reject(unsupported('snapshots'));
  }

  deleteSnapshot(): Promise<void> {
    return Promise.reject(unsupported('snapshots'));
  }

  listSnapshots(): Promise<readonly SnapshotInfo[]> {
    return Promise.resolve([]);
  }

  setNetworkUp(): Promise<void> {
    return Promise.reject(unsupported('network'));
  }

  async figures(): Promise<VmFigures | undefined> {
    const { pid } = this;
    const memoryDirectory = this.#running?.memoryDirectory;
    if (pid === undefined || memoryDirectory === undefined) return undefined;
    const figures = await umlFigures(pid, memoryDirectory);
    // The number may have been given to another process while its figures were read.
    if (figures === undefined || this.pid === undefined) return undefined;
    // A program of the guest that just ends is counted neither with the living nor with the dead.
    this.#cpuTimeMs = Math.max(this.#cpuTimeMs, figures.cpuTimeMs);
    return { ...figures, cpuTimeMs: this.#cpuTimeMs };
  }

  limitCpu({ cpuCount }: { readonly cpuCount: number | undefined }): void {
    assertCpuLimit(cpuCount);
    this.#cpuLimitCount = cpuCount;
    if (this.#state !== 'defined') this.#running?.throttle.limit(cpuCount);
  }

  stop(): Promise<void> {
    this.#stopRequested = true;
    this.#stopping ??= this.#stop().then(() => this.#options.files.removeOutside());
    return this.#stopping;
  }

  async destroy(): Promise<void> {
    await this.stop();
    try {
      await this.#options.files.remove();
    } catch (error) {
      throw new HypervisorError(
        'hypervisor_failed',
        `${this.#options.files.path} cannot be deleted: ${(error as Error).message}`,
        { cause: error },
      );
    }
  }

  async #start({ signal, paused = false }: StartOptions): Promise<void> {
    const { program, definition, files } = this.#options;
    if (signal?.aborted === true) throw canceledCall(signal.reason);
    const memoryDirectory = await findMemoryDirectory(definition.memoryBytes + MEMORY_MARGIN_BYTES);
    await readyUmlFiles(files, definition);
    const launched = await launchUml({
      program,
      arguments: machineArguments(definition),
      directory: files.path,
      memoryDirectory,
      lowPriority: this.#options.lowPriority,
      orphanSocket: files.orphanSocket,
      gated: paused,
    });
    this.#launched = launched;
    this.#watch(launched);
    let exit: ProcessExit | undefined;
    try {
      this.#identity = await processIdentity(launched.process.pid);
      const channel = agentOf(launched);
      const served = await serveChannel({ socketPath: files.agentSocket, channel });
      this.#running = { ...this.#controls(launched), launched, memoryDirectory, served };
      // `stop` may have been called while the process was being made, and found nothing to stop.
      if (this.#stopRequested) throw canceledCall('the machine was stopped');
      if (!paused) {
        const options = { directory: files.path, timeoutMs: START_TIMEOUT_MS, signal };
        if (!(await kernelIsUp(launched, options))) {
          exit = await launched.process.exited;
          throw new HypervisorError('hypervisor_failed', 'it ended');
        }
      }
      if (this.#stopRequested) throw canceledCall('the machine was stopped');
      this.#moveTo(paused ? 'paused' : 'running');
      this.#running.throttle.limit(this.#cpuLimitCount);
    } catch (error) {
      launched.process.kill();
      await withinTime(launched.process.exited, KILL_TIMEOUT_MS);
      throw startError(error, { exit, stderr: launched.process.stderrTail(), definition });
    }
  }

  #controls({ process: started }: LaunchedUml) {
    const { pid, exited } = started;
    const standStill = new StandStill({ pid, signal: (name) => started.signal(name) });
    const throttle = new CpuThrottle({
      cpuCount: 1,
      signal: (name) => {
        if (name === 'SIGSTOP') void standStill.stop('limit');
        else standStill.goOn('limit');
      },
      readCpuTimeMs: () => {
        this.#cpuTimeMs = Math.max(this.#cpuTimeMs, readFamilyCpuTimeMs(pid) ?? 0);
        return this.#cpuTimeMs;
      },
    });
    void exited.then(() => {
      standStill.close();
      throttle.close();
    });
    return { standStill, throttle };
  }

  /** Collects the console, and settles `ended` when process and channels are at their end. */
  #watch(launched: LaunchedUml): void {
    consoleOf(launched).on('data', (chunk: Buffer) => this.#console.push(chunk));
    const streams = launched.process.channels.map((stream) => {
      const closed = new Promise<void>((resolve) => stream.once('close', () => resolve()));
      // A reset says no more than the end: the process is gone.
      stream.on('error', () => stream.destroy()).on('end', () => stream.destroy());
      stream.resume();
      return closed;
    });
    // The last lines of the console come in after the process has gone.
    void Promise.all([launched.process.exited, ...streams]).then(async ([exit]) => {
      await this.#running?.served.close();
      this.#finish(exit, launched.process.stderrTail());
    });
  }

  #finish(exit: ProcessExit | undefined, stderr: Uint8Array): void {
    if (this.#state === 'stopped') return;
    this.#state = 'stopped';
    const stopRequested = this.#stopRequested;
    const isCleanedUp = !existsSync(join(this.#options.files.path, UML_FILES.control));
    const console = this.#console.bytes();
    this.#settleEnded(describeEnd({ exit, stderr, console, stopRequested, isCleanedUp }));
  }

  async #stop(): Promise<void> {
    // A start that has no process yet sees the request as soon as it has one, and ends it.
    if (this.#launched === undefined) await this.#starting?.catch(() => undefined);
    const launched = this.#launched;
    if (launched === undefined) {
      this.#finish(undefined, new Uint8Array(0));
      return;
    }
    launched.process.kill();
    await withinTime(this.ended, KILL_TIMEOUT_MS);
    await this.#running?.served.close();
    this.#finish(undefined, launched.process.stderrTail());
    // One that is killed leaves its socket there.
    await rm(join(this.#options.files.path, UML_FILES.control), { recursive: true, force: true });
  }

  #moveTo(state: 'running' | 'paused'): void {
    // The machine may have ended meanwhile.
    if (this.#state !== 'stopped') this.#state = state;
  }
}

function unsupported(what: string): HypervisorError {
  return new HypervisorError('unsupported', `User-Mode Linux has no ${what}`);
}
