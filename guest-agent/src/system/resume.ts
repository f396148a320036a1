import { closeSync, openSync, writeSync } from 'node:fs';
import { vmslot } from '@vmslot/proto/agent';
import { AgentError } from '../errors.ts';
import { Exclusive } from '../flow/exclusive.ts';
import { checkHostTime, clockErrorUs, correctClock, type HostTime } from './correct-clock.ts';
import { RESUME_HOOK_DIRECTORY, runHooks } from './run-hooks.ts';
import { MAX_ENTROPY_BYTES, MAX_RESUME_COUNT, MIN_ENTROPY_BYTES } from './system-limits.ts';
import { MACHINE_CLOCK, type WallClock } from './wall-clock.ts';

const { CLOCK_ACTION_NONE } = vmslot.agent.v1.ClockAction;

type Reply = vmslot.agent.v1.IResumeResponse;

/** What a Resumer works on. */
export interface ResumerOptions {
  /** False: the machine is somebody else's, so clock and hooks are left alone. */
  readonly ownsMachine: boolean;
  readonly log: (line: string) => void;
  /** Default: the machine's. */
  readonly clock?: WallClock;
  /** Where entropy is written to. Default: `/dev/urandom`. */
  readonly randomDevice?: string;
  /** Default: `RESUME_HOOK_DIRECTORY`. */
  readonly hookDirectory?: string;
}

/** Resume and SetTime of SystemService. One works at a time. */
export class Resumer {
  readonly #options: Required<ResumerOptions>;
  readonly #exclusive = new Exclusive();
  /** By resume_id; a failed one is not kept, so that it can be tried again. */
  readonly #replies = new Map<string, Promise<Reply>>();

  constructor(options: ResumerOptions) {
    this.#options = {
      clock: MACHINE_CLOCK,
      randomDevice: '/dev/urandom',
      hookDirectory: RESUME_HOOK_DIRECTORY,
      ...options,
    };
  }

  /**
   * Goes on to its end also where the caller leaves: who calls again with the same id gets the reply.
   *
   * @throws AgentError invalid_argument; internal where entropy or time could not be set
   */
  async resume(request: vmslot.agent.v1.IResumeRequest): Promise<Reply> {
    const receivedAtMs = performance.now();
    const { resumeId, entropy = new Uint8Array(0) } = request;
    const id = resumeId ?? '';
    if (!/^[A-Za-z0-9._-]{1,64}$/.test(id)) {
      throw new AgentError('invalid_argument', 'resume_id must be 1 to 64 of [A-Za-z0-9._-]');
    }
    if (entropy.length < MIN_ENTROPY_BYTES || entropy.length > MAX_ENTROPY_BYTES) {
      throw new AgentError(
        'invalid_argument',
        `entropy has ${entropy.length} bytes: give ${MIN_ENTROPY_BYTES} to ${MAX_ENTROPY_BYTES}`,
      );
    }
    const host = hostTime(request, receivedAtMs);
    if (host.wallTimeUs !== 0) checkHostTime(host);
    const known = this.#replies.get(id);
    if (known !== undefined) return await known;
    const reply = this.#exclusive.run(() => this.#resume(entropy, host));
    this.#keep(id, reply);
    return await reply;
  }

  /**
   * @throws AgentError failed_precondition where the machine is somebody else's, else as `resume`
   */
  async setTime(
    request: vmslot.agent.v1.ISetTimeRequest,
    signal: AbortSignal,
  ): Promise<vmslot.agent.v1.ISetTimeResponse> {
    const host = hostTime(request, performance.now());
    checkHostTime(host);
    if (!this.#options.ownsMachine) {
      throw new AgentError(
        'failed_precondition',
        'this agent does not own its machine: its clock is not set',
      );
    }
    const { clock } = this.#options;
    return { clock: await this.#exclusive.run(() => correctClock(clock, host, signal)) };
  }

  async #resume(entropy: Uint8Array, host: HostTime): Promise<Reply> {
    const { clock, hookDirectory, log, ownsMachine, randomDevice } = this.#options;
    // Before anything else, so that nothing that follows draws numbers another copy draws as well.
    mixIn(randomDevice, entropy);
    if (!ownsMachine) {
      return host.wallTimeUs === 0
        ? {}
        : { clock: { action: CLOCK_ACTION_NONE, errorUs: clockErrorUs(clock, host) } };
    }
    // Programs have times of their own; no caller's leaving stops this half way.
    const { signal } = new AbortController();
    const change = host.wallTimeUs === 0 ? {} : { clock: await correctClock(clock, host, signal) };
    const failedHooks = await runHooks(hookDirectory, signal);
    const errorMs = Math.round((change.clock?.errorUs ?? 0) / 1000);
    log(`went on: the clock was ${errorMs} ms behind, ${failedHooks.length} hook(s) failed`);
    for (const failed of failedHooks) log(`resume hook ${failed}`);
    return { ...change, failedHooks };
  }

  #keep(id: string, reply: Promise<Reply>): void {
    this.#replies.set(id, reply);
    reply.catch(() => this.#replies.delete(id));
    if (this.#replies.size <= MAX_RESUME_COUNT) return;
    const [oldest = ''] = this.#replies.keys();
    this.#replies.delete(oldest);
  }
}

function hostTime(
  { wallTimeUs, roundTripUs }: vmslot.agent.v1.ISetTimeRequest,
  receivedAtMs: number,
): HostTime {
  return { wallTimeUs: wallTimeUs ?? 0, roundTripUs: roundTripUs ?? 0, receivedAtMs };
}

/**
 * Mixes bytes into the kernel's random numbers: what is written to the device goes into its pool at
 * once, from which it draws new keys within a minute at the latest (random(4), Linux 6.1). That it
 * draws them now takes an ioctl, for which Node has no call.
 */
function mixIn(device: string, bytes: Uint8Array): void {
  try {
    const descriptor = openSync(device, 'w');
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at);
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    throw new AgentError('internal', `the entropy could not be written to ${device}`, { cause });
  }
}
