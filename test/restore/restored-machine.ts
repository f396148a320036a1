import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { encodeSeed } from '@vmslot/proto/seed';
import { createAgentClient, type AgentClient } from '../../host-bridge/src/agent-client/index.ts';
import { dial } from '../../host-bridge/src/dial/index.ts';
import type {
  HypervisorDriver,
  Vm,
  VmDefinition,
  VmEnd,
} from '../../host-bridge/src/hypervisor/driver.ts';
import { overlayFileIn } from '../../host-bridge/src/hypervisor/qcow2/overlay-file.ts';
import { createDriver } from '../../host-bridge/src/hypervisor/registry.ts';
import { readImage } from '../../host-bridge/src/image/read-image.ts';
import { LinkSession } from '../../host-bridge/src/link-session/link-session.ts';
import { REAL_CLOCK } from '../../host-bridge/src/link-session/real-clock.ts';
import { resumeGuest } from '../../host-bridge/src/supervisor/resume-guest.ts';

const PORT = 'org.vmslot.agent.0';
const BOOT_ID = 'restored';
const READY_TIMEOUT_MS = 500_000;
/** How long a machine is looked at that does not answer. */
const LOOK_MS = 2_000;
const IMAGE = fileURLToPath(new URL('../../images/out/debian', import.meta.url));

/**
 * RestoredMachine: a QEMU with the agent that is killed and goes on from its snapshot as often as is asked
 * for. Its client stays the same, as its session dials whichever machine there is. Owner: the test; disposing
 * ends it.
 */
export class RestoredMachine implements AsyncDisposable {
  readonly client: AgentClient;
  /** Files of the host for transfers. */
  readonly directory: string;
  readonly #driver: HypervisorDriver;
  readonly #definition: VmDefinition;
  readonly #session: LinkSession;
  #vm: Vm;
  #tag = '';
  #snapshotCount = 0;

  private constructor(
    driver: HypervisorDriver,
    definition: VmDefinition,
    { vm, secret, directory }: { vm: Vm; secret: Uint8Array; directory: string },
  ) {
    this.#driver = driver;
    this.#definition = definition;
    this.#vm = vm;
    this.directory = directory;
    this.#session = new LinkSession({
      dial: (options) => dial(this.#vm.endpoint, options),
      secret,
      bootId: BOOT_ID,
      clock: REAL_CLOCK,
    });
    this.client = createAgentClient({ openStream: () => this.#session.open() });
  }

  /**
   * Boots the image of the examples, and waits for its agent.
   * @param options.programDirectory absolute directory of the `qemu-system-x86_64` to be used; default: that of PATH
   */
  static async boot({
    memoryBytes,
    programDirectory,
  }: {
    readonly memoryBytes: number;
    readonly programDirectory?: string | undefined;
  }): Promise<RestoredMachine> {
    const directory = await mkdtemp(join(tmpdir(), 'vmslot-restored-'));
    const slotDirectory = join(directory, 'vm');
    await mkdir(slotDirectory);
    const secret = randomBytes(32);
    const seedFile = join(directory, 'seed.img');
    const link = { kind: 'virtio-serial', portName: PORT } as const;
    const seed = { version: 1, bootId: BOOT_ID, link, hostTimeMs: Date.now() } as const;
    const bytes = encodeSeed({ ...seed, secret: secret.toString('base64url') });
    await writeFile(seedFile, bytes, { mode: 0o600 });
    const driver = createDriver('qemu', { lowPriority: false, programDirectory });
    const { accelerator } = await driver.probe({});
    const definition: VmDefinition = {
      slotDirectory,
      seedFile,
      image: await readImage(IMAGE, []),
      accelerator,
      memoryBytes,
      cpuCount: 1,
      diskLimitBytes: 1024 * 1024 * 1024,
      network: false,
      agentPortName: PORT,
      agentChannel: 'virtio-serial',
    };
    const vm = await driver.define(definition, {});
    const machine = new RestoredMachine(driver, definition, { vm, secret, directory });
    try {
      await vm.start({});
      await machine.ready(AbortSignal.timeout(READY_TIMEOUT_MS));
    } catch (error) {
      await machine[Symbol.asyncDispose]();
      throw error;
    }
    return machine;
  }

  /** Resolves when the agent can be called. */
  ready(signal: AbortSignal): Promise<void> {
    return this.#session.ready({ signal });
  }

  /** Saves the machine, which is what it goes on from next; the snapshot before that is deleted. */
  async save(): Promise<{ readonly bytes: number; readonly standstillMs: number }> {
    this.#snapshotCount += 1;
    const tag = `snapshot-${this.#snapshotCount}`;
    // As the bridge does: a machine that stands still must not count as silent.
    this.#session.pause();
    const saved = await this.#vm.saveSnapshot(tag, {});
    this.#session.resume();
    if (this.#tag !== '') await this.#vm.deleteSnapshot(this.#tag, {});
    this.#tag = tag;
    return saved;
  }

  /** The disk that the guest writes to, which holds the snapshots. */
  get overlayFile(): string {
    return overlayFileIn(this.#definition.slotDirectory);
  }

  consoleTail(lineCount: number): readonly string[] {
    return this.#vm.consoleTail(lineCount);
  }

  /** Closes the link for good; the machine runs on with nobody at its other end. */
  async hangUp(): Promise<void> {
    await this.client.destroy();
    this.#session.close();
  }

  async kill(): Promise<void> {
    await this.#vm.stop();
  }

  /**
   * Goes on from the snapshot, with clock and random numbers renewed.
   * @returns time from the start of the hypervisor until the agent had answered, in milliseconds
   */
  restore(signal: AbortSignal): Promise<number> {
    return this.goOn(signal, (vm) => vm.start({ signal, restoreTag: this.#tag }));
  }

  /**
   * Like {@link restore}, from whatever `start` makes the new machine go on from.
   * @returns time as there
   */
  async goOn(signal: AbortSignal, start: (vm: Vm) => Promise<void>): Promise<number> {
    const startedAtMs = performance.now();
    const { machineType } = this.#vm;
    this.#vm = await this.#driver.reopen({ ...this.#definition, machineType }, { signal });
    const vm = this.#vm;
    await start(vm);
    const ready = () => Promise.race([this.ready(signal), vm.ended.then(failEnded)]);
    try {
      await resumeGuest(this.client, { signal, ready, wallMs: Date.now });
    } catch (error) {
      throw new Error(`${(error as Error).message}; ${await this.#describe()}`, { cause: error });
    }
    return performance.now() - startedAtMs;
  }

  /** What can be seen of a machine whose agent does not answer. */
  async #describe(): Promise<string> {
    const { state } = this.#vm;
    const before = await this.#vm.figures();
    await pause(LOOK_MS);
    const after = await this.#vm.figures();
    const usedMs = (after?.cpuTimeMs ?? 0) - (before?.cpuTimeMs ?? 0);
    return `it is ${state}, used ${usedMs} ms of CPU in ${LOOK_MS} ms; console: ${this.consoleTail(10).join(' | ')}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.hangUp();
    await this.#vm.destroy();
    await rm(this.directory, { recursive: true, force: true });
  }
}

function failEnded({ cause, detail }: VmEnd): never {
  throw new Error(`the machine has ended, ${cause}: ${detail}`);
}
