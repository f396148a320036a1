import { processFigures } from '../../process/process-figures.ts';
import { processIdentity, type ProcessIdentity } from '../../process/process-identity.ts';
import { agentEndpoint } from '../agent-endpoint.ts';
import { ByteTail } from '../byte-tail.ts';
import { wrongState } from '../call-errors.ts';
import { DrivenVm } from '../driven-vm.ts';
import {
  MAX_CONSOLE_TAIL_BYTES,
  type AgentEndpoint,
  type CallOptions,
  type StartOptions,
  type Vm,
} from '../driver.ts';
import type { LaunchedProcess, ProcessExit } from '../launch.ts';
import type { DriverMachine } from '../driver-machine.ts';
import type { MachineDirectory } from '../machine-directory.ts';
import { MachineLife } from '../machine-life.ts';
import type { SnapshotMachineOptions } from '../machine-options.ts';
import { processOver } from '../process-over.ts';
import { QmpClient } from '../qmp-client.ts';
import { QmpError } from '../qmp-error.ts';
import { QmpMachine } from '../qmp-machine.ts';
import type { RestoreStage } from '../restore.ts';
import { throttleProcess } from '../throttle-process.ts';
import { withinTime } from '../within-time.ts';
import { describeEnd } from './describe-end.ts';
import { OVERLAY_NODE } from './disk-arguments.ts';
import { consoleOf, launchQemu, qmpOf } from './launch-qemu.ts';
import { NETWORK_CARD } from './network-arguments.ts';
import { STATUS_CHARDEV } from './port-arguments.ts';
import { startError } from './start-error.ts';

/** How long QEMU may take until it answers on QMP: it reads kernel and initrd before. */
export const START_TIMEOUT_MS = 60_000;

/** How long QEMU may take to obey `quit`; then it is killed. */
export const QUIT_TIMEOUT_MS = 2_000;

/** How long a killed QEMU is waited for; a process that hangs inside the kernel outlives SIGKILL. */
export const KILL_TIMEOUT_MS = 2_000;

export interface QemuVmOptions extends SnapshotMachineOptions {
  readonly program: string;
  readonly sandbox: boolean;
}

/** One machine under QEMU, driven over QMP; see {@link Vm}. */
export function createQemuVm(options: QemuVmOptions): Vm {
  const life = new MachineLife();
  return new DrivenVm(life, new QemuMachine(options, life));
}

class QemuMachine implements DriverMachine {
  readonly endpoint: AgentEndpoint;
  readonly files: MachineDirectory;
  readonly console = new ByteTail(MAX_CONSOLE_TAIL_BYTES);
  readonly readFigures = processFigures;
  readonly #options: QemuVmOptions;
  readonly #life: MachineLife;
  readonly #qemu: QmpMachine;
  #process: LaunchedProcess | undefined;
  #identity: ProcessIdentity | undefined;
  #networkUp = true;

  constructor(options: QemuVmOptions, life: MachineLife) {
    const { definition, files } = options;
    this.#options = options;
    this.#life = life;
    this.files = files;
    this.endpoint = agentEndpoint(files.agentSocket, definition.agentChannel);
    this.#qemu = new QmpMachine({
      ...options,
      life,
      overlayNode: () => Promise.resolve(OVERLAY_NODE),
      statusDevice: STATUS_CHARDEV,
      pid: () => this.pid,
      kill: () => this.#process?.kill(),
    });
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  get processIdentity(): ProcessIdentity | undefined {
    return this.#identity;
  }

  get machineType(): string | undefined {
    return this.#qemu.machineType;
  }

  get snapshots() {
    return this.#qemu.snapshots;
  }

  async start({ signal, restoreTag, paused }: StartOptions): Promise<void> {
    if (restoreTag !== undefined) await this.#qemu.assertSnapshot(restoreTag);
    const started = await this.#launch();
    const qemu = this.#qemu;
    let stage: RestoreStage = restoreTag === undefined ? 'go' : 'launch';
    try {
      this.#identity = await processIdentity(started.pid);
      this.#life.assertWanted();
      qemu.client = await QmpClient.connect(qmpOf(started), {
        onEvent: (event) => qemu.onEvent(event),
        onFailure: (error) => qemu.onFailure(error),
        timeoutMs: START_TIMEOUT_MS,
        signal,
      });
      await qemu.learnMachineType({ signal });
      if (restoreTag !== undefined) {
        stage = 'load';
        await qemu.load(restoreTag, { signal });
        stage = 'go';
      }
      // A restored card is plugged in or not as it was when the snapshot was saved.
      if (restoreTag !== undefined || !this.#networkUp) await this.#plugNetwork({ signal });
      if (paused !== true) await qemu.client.execute('cont', {}, { signal });
      qemu.cpuLimit.begin();
    } catch (error) {
      // One that has closed the connection is at its end, and how it ended by itself tells why.
      if (isClosed(error)) await withinTime(started.exited, KILL_TIMEOUT_MS);
      started.kill();
      const exit = await withinTime(started.exited, KILL_TIMEOUT_MS);
      const stderr = started.stderrTail();
      const { memoryBytes } = this.#options.definition;
      throw startError(error, { stderr, exit, stage, memoryBytes });
    }
  }

  async pause(options: CallOptions): Promise<void> {
    await this.#qemu.execute('stop', {}, options);
  }

  async resume(options: CallOptions): Promise<void> {
    await this.#qemu.execute('cont', {}, options);
  }

  limitCpu(cpuCount: number | undefined): void {
    this.#qemu.cpuLimit.set(cpuCount);
  }

  setNetworkUp(up: boolean, options: CallOptions): Promise<void> {
    return this.#life.turns.take(async () => {
      const { state } = this.#life;
      if (state === 'stopped') throw wrongState('plug the network of', state);
      this.#networkUp = up;
      if (state !== 'defined') await this.#plugNetwork(options);
    }, options.signal);
  }

  readStatus(options: CallOptions): Promise<Uint8Array> {
    return this.#qemu.readStatus(options);
  }

  async stop(): Promise<void> {
    // A start that has no process yet sees the request as soon as it has one, and ends it.
    if (this.#process === undefined) await this.#life.startSettled();
    const running = this.#process;
    if (running === undefined) {
      this.#finish(undefined, new Uint8Array(0));
      return;
    }
    this.#qemu.cpuLimit.close();
    const { client } = this.#qemu;
    if (this.#life.state !== 'stopped' && client?.open === true) {
      const quit = client.execute('quit', {}, { timeoutMs: QUIT_TIMEOUT_MS });
      // QEMU may close the connection instead of an answer; a QEMU that refuses is killed at once.
      const obeyed = await quit.then(() => true).catch(isClosed);
      if (obeyed) await withinTime(running.exited, QUIT_TIMEOUT_MS);
    }
    running.kill();
    await withinTime(this.#life.ended, KILL_TIMEOUT_MS);
    this.#finish(undefined, running.stderrTail());
  }

  async #launch(): Promise<LaunchedProcess> {
    const started = await launchQemu(this.#options);
    this.#process = started;
    const { cpuCount } = this.#options.definition;
    const { pid, exited: ended } = started;
    const signal = started.signal.bind(started);
    this.#qemu.cpuLimit.watch(throttleProcess({ pid, cpuCount, ended, signal }));
    consoleOf(started).on('data', (chunk: Buffer) => this.console.push(chunk));
    void processOver(started).then((exit) => this.#finish(exit, started.stderrTail()));
    return started;
  }

  #finish(exit: ProcessExit | undefined, stderr: Uint8Array): void {
    const { shutdownReason, outOfRoom } = this.#qemu;
    const { stopRequested } = this.#life;
    this.#life.finish(() =>
      describeEnd({ exit, stderr, shutdownReason, outOfRoom, stopRequested }),
    );
  }

  async #plugNetwork(options: CallOptions): Promise<void> {
    if (!this.#options.definition.network) return;
    await this.#qemu.execute('set_link', { name: NETWORK_CARD, up: this.#networkUp }, options);
  }
}

function isClosed(error: unknown): boolean {
  return error instanceof QmpError && error.code === 'closed';
}
