import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { processIdentity, type ProcessIdentity } from '../../process/process-identity.ts';
import { agentEndpoint } from '../agent-endpoint.ts';
import { ByteTail } from '../byte-tail.ts';
import { CpuLimit } from '../cpu-limit.ts';
import { DrivenVm } from '../driven-vm.ts';
import {
  MAX_CONSOLE_TAIL_BYTES,
  type AgentEndpoint,
  type StartOptions,
  type Vm,
  type VmFigures,
} from '../driver.ts';
import { HypervisorError } from '../errors.ts';
import type { ProcessExit } from '../launch.ts';
import type { DriverMachine } from '../driver-machine.ts';
import type { MachineDirectory } from '../machine-directory.ts';
import { MachineLife } from '../machine-life.ts';
import type { MachineOptions } from '../machine-options.ts';
import { processOver } from '../process-over.ts';
import { serveChannel, type ServedChannel } from '../serve-channel.ts';
import { withinTime } from '../within-time.ts';
import { machineArguments, MEMORY_MARGIN_BYTES, UML_FILES } from './command-line.ts';
import { describeEnd } from './describe-end.ts';
import { agentOf, consoleOf, kernelIsUp, launchUml, type LaunchedUml } from './launch-uml.ts';
import { findMemoryDirectory } from './memory-directory.ts';
import { StandStill } from './stand-still.ts';
import { startError } from './start-error.ts';
import { throttleUml } from './throttle-uml.ts';
import { readyUmlFiles } from './uml-files.ts';
import { umlFigures } from './uml-figures.ts';

/** How long the guest's kernel may take to set itself up; it measures what the CPU can do meanwhile. */
export const START_TIMEOUT_MS = 60_000;

/** How long it may take until nothing of the guest runs any more. */
export const PAUSE_TIMEOUT_MS = 30_000;

/** How long a killed machine is waited for; a process that hangs inside the kernel outlives SIGKILL. */
export const KILL_TIMEOUT_MS = 5_000;

export interface UmlVmOptions extends MachineOptions {
  readonly program: string;
}

/** One machine under User-Mode Linux; see {@link Vm}. */
export function createUmlVm(options: UmlVmOptions): Vm {
  const life = new MachineLife();
  return new DrivenVm(life, new UmlMachine(options, life));
}

/** What there is while the process lives. */
interface Running {
  readonly launched: LaunchedUml;
  readonly standStill: StandStill;
  readonly memoryDirectory: string;
  readonly served: ServedChannel;
}

class UmlMachine implements DriverMachine {
  readonly endpoint: AgentEndpoint;
  readonly files: MachineDirectory;
  readonly console = new ByteTail(MAX_CONSOLE_TAIL_BYTES);
  readonly snapshots = { unsupported: 'User-Mode Linux has no snapshots' };
  /** There are no models of this machine to choose from. */
  readonly machineType = undefined;
  readonly #options: UmlVmOptions;
  readonly #life: MachineLife;
  readonly #cpuLimit = new CpuLimit();
  #launched: LaunchedUml | undefined;
  #running: Running | undefined;
  #identity: ProcessIdentity | undefined;

  constructor(options: UmlVmOptions, life: MachineLife) {
    this.#options = options;
    this.#life = life;
    this.files = options.files;
    this.endpoint = agentEndpoint(options.files.agentSocket, 'serial');
  }

  get pid(): number | undefined {
    return this.#launched?.process.pid;
  }

  get processIdentity(): ProcessIdentity | undefined {
    return this.#identity;
  }

  async readFigures(pid: number): Promise<VmFigures | undefined> {
    const memoryDirectory = this.#running?.memoryDirectory;
    return memoryDirectory === undefined ? undefined : await umlFigures(pid, memoryDirectory);
  }

  async start({ signal, paused = false }: StartOptions): Promise<void> {
    const { program, definition, files, lowPriority } = this.#options;
    const memoryDirectory = await findMemoryDirectory(definition.memoryBytes + MEMORY_MARGIN_BYTES);
    await readyUmlFiles(files, definition);
    const launched = await launchUml({
      program,
      arguments: machineArguments(definition),
      directory: files.path,
      memoryDirectory,
      lowPriority,
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
      const standStill = this.#makeStoppable(launched);
      this.#running = { launched, standStill, memoryDirectory, served };
      this.#life.assertWanted();
      if (!paused) {
        const options = { directory: files.path, timeoutMs: START_TIMEOUT_MS, signal };
        if (!(await kernelIsUp(launched, options))) {
          exit = await launched.process.exited;
          throw new HypervisorError('hypervisor_failed', 'it ended');
        }
      }
      this.#life.assertWanted();
      this.#cpuLimit.begin();
    } catch (error) {
      launched.process.kill();
      await withinTime(launched.process.exited, KILL_TIMEOUT_MS);
      throw startError(error, { exit, stderr: launched.process.stderrTail(), definition });
    }
  }

  async pause(): Promise<void> {
    const standStill = this.#running?.standStill;
    const still = standStill?.stop('pause').then(() => true) ?? Promise.resolve(true);
    if ((await withinTime(still, PAUSE_TIMEOUT_MS)) === true) return;
    standStill?.goOn('pause');
    throw new HypervisorError(
      'hypervisor_failed',
      `programs of the guest still run ${PAUSE_TIMEOUT_MS} ms after they were to stand still`,
    );
  }

  resume(): Promise<void> {
    this.#running?.launched.open();
    this.#running?.standStill.goOn('pause');
    return Promise.resolve();
  }

  limitCpu(cpuCount: number | undefined): void {
    this.#cpuLimit.set(cpuCount);
  }

  setNetworkUp(): Promise<void> {
    return Promise.reject(new HypervisorError('unsupported', 'User-Mode Linux has no network'));
  }

  async stop(): Promise<void> {
    // A start that has no process yet sees the request as soon as it has one, and ends it.
    if (this.#launched === undefined) await this.#life.startSettled();
    const launched = this.#launched;
    if (launched === undefined) {
      this.#finish(undefined, new Uint8Array(0));
      return;
    }
    launched.process.kill();
    await withinTime(this.#life.ended, KILL_TIMEOUT_MS);
    await this.#running?.served.close();
    this.#finish(undefined, launched.process.stderrTail());
    // One that is killed leaves its socket there.
    await rm(this.#controlDirectory, { recursive: true, force: true });
  }

  get #controlDirectory(): string {
    return join(this.files.path, UML_FILES.control);
  }

  #makeStoppable({ process: started }: LaunchedUml): StandStill {
    const { pid, exited } = started;
    const standStill = new StandStill({ pid, signal: (name) => started.signal(name) });
    const throttle = throttleUml(pid, standStill);
    this.#cpuLimit.watch(throttle);
    void exited.then(() => {
      standStill.close();
      throttle.close();
    });
    return standStill;
  }

  /** Collects the console, and settles the life when process and channels are at their end. */
  #watch(launched: LaunchedUml): void {
    consoleOf(launched).on('data', (chunk: Buffer) => this.console.push(chunk));
    void processOver(launched.process).then(async (exit) => {
      await this.#running?.served.close();
      this.#finish(exit, launched.process.stderrTail());
    });
    // Nobody else reads them to their end.
    for (const stream of launched.process.channels) stream.resume();
  }

  #finish(exit: ProcessExit | undefined, stderr: Uint8Array): void {
    const { stopRequested } = this.#life;
    this.#life.finish(() => {
      const isCleanedUp = !existsSync(this.#controlDirectory);
      return describeEnd({
        exit,
        stderr,
        console: this.console.bytes(),
        stopRequested,
        isCleanedUp,
      });
    });
  }
}
