import { existsSync } from 'node:fs';
import { vmslot } from '@vmslot/proto/agent';
import { AgentError } from '../errors.ts';
import { FileSystemFreezer, FREEZE_PROGRAMS } from './freeze/file-system-freezer.ts';
import { getInfo, type GetInfoOptions } from './get-info.ts';
import { getMetrics } from './get-metrics.ts';
import type { LogRing } from './log-ring.ts';
import { Resumer, type ResumerOptions } from './resume.ts';
import { MAX_PREPARE_CHECKPOINT_MS } from './system-limits.ts';

const { SHUTDOWN_KIND_POWER_OFF, SHUTDOWN_KIND_REBOOT } = vmslot.agent.v1.ShutdownKind;

/** How the machine ends. */
export type MachineEnd = 'power-off' | 'reboot';

/** What a caller of Restart asks for. */
export interface RestartOrder {
  /** Empty: the bundle that runs. */
  readonly bundlePath: string;
  readonly sha256: Uint8Array;
}

/** What the service works on. */
export interface SystemServiceOptions {
  readonly info: GetInfoOptions;
  /**
   * True where the machine is the agent's own, a guest that a seed disk was given to. Else its clock,
   * its power and file systems that nobody has named are left alone.
   */
  readonly ownsMachine: boolean;
  /**
   * Waited for before file systems are frozen or the machine is copied, for as long as the signal is not
   * aborted. Default: nothing.
   */
  readonly leaveCriticalSections?: ((signal: AbortSignal) => Promise<void>) | undefined;
  readonly logRing: LogRing;
  readonly log: (line: string) => void;
  /** Told what Shutdown asks for, after it has been checked; undefined: the machine cannot be ended. */
  readonly endMachine?: ((end: MachineEnd) => void) | undefined;
  /** Checks an order and begins to restart after the reply; undefined: not possible. */
  readonly restart?: ((order: RestartOrder, signal: AbortSignal) => Promise<void>) | undefined;
  /** For tests: another clock, other files. */
  readonly resume?: Partial<ResumerOptions> | undefined;
}

interface Context {
  readonly signal: AbortSignal;
}

/** SystemService of the schema. Disposing it thaws what it has frozen. */
export class SystemService implements AsyncDisposable {
  readonly #options: SystemServiceOptions;
  readonly #freezer: FileSystemFreezer;
  readonly #resumer: Resumer;

  constructor(options: SystemServiceOptions) {
    const { log, ownsMachine, resume } = options;
    this.#options = options;
    this.#freezer = new FileSystemFreezer({ ownsMachine, log });
    this.#resumer = new Resumer({ ownsMachine, log, ...resume });
  }

  /** True while file systems are frozen: who writes would wait for the thaw. */
  get isFrozen(): boolean {
    return this.#freezer.isFrozen;
  }

  /** Feature names of what this service can do on this machine. */
  get features(): string[] {
    const { endMachine, ownsMachine, restart } = this.#options;
    const canFreeze = FREEZE_PROGRAMS.every((path) => existsSync(path));
    return [
      'metrics',
      'log',
      'resume',
      'prepare-checkpoint',
      ...(canFreeze ? ['freeze'] : []),
      ...(ownsMachine ? ['time'] : []),
      ...(ownsMachine && endMachine !== undefined ? ['shutdown'] : []),
      ...(restart === undefined ? [] : ['restart']),
    ];
  }

  async getInfo(): Promise<vmslot.agent.v1.IGetInfoResponse> {
    const { info } = this.#options;
    return await getInfo({ ...info, features: [...info.features, ...this.features] });
  }

  async getMetrics(): Promise<vmslot.agent.v1.IGetMetricsResponse> {
    return await getMetrics();
  }

  async resume(request: vmslot.agent.v1.IResumeRequest): Promise<vmslot.agent.v1.IResumeResponse> {
    return await this.#resumer.resume(request);
  }

  async setTime(
    request: vmslot.agent.v1.ISetTimeRequest,
    { signal }: Context,
  ): Promise<vmslot.agent.v1.ISetTimeResponse> {
    return await this.#resumer.setTime(request, signal);
  }

  /** @throws AgentError invalid_argument */
  async prepareCheckpoint(
    { timeoutMs }: vmslot.agent.v1.IPrepareCheckpointRequest,
    { signal }: Context,
  ): Promise<vmslot.agent.v1.IPrepareCheckpointResponse> {
    const mostMs = timeoutMs || MAX_PREPARE_CHECKPOINT_MS;
    if (mostMs > MAX_PREPARE_CHECKPOINT_MS) {
      throw new AgentError(
        'invalid_argument',
        `timeout_ms: ${mostMs} is above ${MAX_PREPARE_CHECKPOINT_MS}`,
      );
    }
    const end = AbortSignal.any([signal, AbortSignal.timeout(mostMs)]);
    await this.#options.leaveCriticalSections?.(end);
    return {};
  }

  async freezeFileSystems(
    request: vmslot.agent.v1.IFreezeFileSystemsRequest,
    { signal }: Context,
  ): Promise<vmslot.agent.v1.IFreezeFileSystemsResponse> {
    await this.#options.leaveCriticalSections?.(signal);
    return await this.#freezer.freeze(request, signal);
  }

  async thawFileSystems(): Promise<vmslot.agent.v1.IThawFileSystemsResponse> {
    return await this.#freezer.thaw();
  }

  /** @throws AgentError invalid_argument, failed_precondition */
  async shutdown({
    kind,
  }: vmslot.agent.v1.IShutdownRequest): Promise<vmslot.agent.v1.IShutdownResponse> {
    const end = MACHINE_ENDS.get(kind ?? 0);
    if (end === undefined) {
      throw new AgentError('invalid_argument', `kind: ${kind ?? 0} is no way to end a machine`);
    }
    const { endMachine, ownsMachine } = this.#options;
    if (!ownsMachine || endMachine === undefined) {
      throw new AgentError(
        'failed_precondition',
        'this agent does not own its machine: it does not end it',
      );
    }
    endMachine(end);
    return {};
  }

  async *watchLog(
    { afterSequence }: vmslot.agent.v1.IWatchLogRequest,
    { signal }: Context,
  ): AsyncGenerator<vmslot.agent.v1.IWatchLogResponse, void, undefined> {
    yield* this.#options.logRing.watch(afterSequence ?? 0, signal);
  }

  /** @throws AgentError unimplemented where the agent was not started so that it can be replaced */
  async restart(
    { bundlePath, sha256 }: vmslot.agent.v1.IRestartRequest,
    { signal }: Context,
  ): Promise<vmslot.agent.v1.IRestartResponse> {
    const { restart } = this.#options;
    if (restart === undefined) {
      throw new AgentError('unimplemented', 'this agent cannot be replaced while it runs');
    }
    await restart({ bundlePath: bundlePath ?? '', sha256: sha256 ?? new Uint8Array(0) }, signal);
    return {};
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#freezer[Symbol.asyncDispose]();
  }
}

/** By ShutdownKind of the schema. */
const MACHINE_ENDS: ReadonlyMap<number, MachineEnd> = new Map([
  [SHUTDOWN_KIND_POWER_OFF, 'power-off'],
  [SHUTDOWN_KIND_REBOOT, 'reboot'],
]);
