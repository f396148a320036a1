import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type {
  HypervisorDriver,
  StartOptions,
  Vm,
  VmDefinition,
} from '../../host-bridge/src/hypervisor/driver.ts';
import { agentChannelsOf, type DriverUnderTest } from './driver-under-test.ts';
import { readTinyGuestCount, type TinyGuestAction } from './tiny-guest.ts';

/** TinySlot: a slot with a tiny guest, whose machines live one after the other. Disposing ends all. */
export class TinySlot implements AsyncDisposable {
  readonly driver: HypervisorDriver;
  readonly definition: VmDefinition;
  readonly #directory: string;
  readonly #machines: Vm[] = [];

  private constructor(driver: HypervisorDriver, definition: VmDefinition, directory: string) {
    this.driver = driver;
    this.definition = definition;
    this.#directory = directory;
  }

  static async create(under: DriverUnderTest, action: TinyGuestAction = 'count') {
    const directory = await mkdtemp(join(tmpdir(), 'vmslot-tiny-'));
    const slotDirectory = join(directory, 'slot');
    await mkdir(slotDirectory);
    const seedFile = join(directory, 'seed.img');
    await writeFile(seedFile, new Uint8Array(64 * 1024));
    const definition: VmDefinition = {
      slotDirectory,
      seedFile,
      image: await under.createGuest(join(directory, 'image'), action),
      accelerator: under.accelerator,
      memoryBytes: under.memoryBytes,
      cpuCount: 1,
      diskLimitBytes: 1024 * 1024,
      network: false,
      agentPortName: 'org.vmslot.agent.0',
      agentChannel: agentChannelsOf(under)[0],
    };
    return new TinySlot(under.createDriver(), definition, directory);
  }

  /** Makes a machine with a new disk, and starts it. */
  async boot(change: Partial<VmDefinition> = {}, options: StartOptions = {}): Promise<Vm> {
    const vm = await this.driver.define({ ...this.definition, ...change }, {});
    this.#machines.push(vm);
    await vm.start(options);
    return vm;
  }

  /** Makes a machine with the disk that is there. */
  async reopen(change: Partial<VmDefinition> = {}): Promise<Vm> {
    const vm = await this.driver.reopen({ ...this.definition, ...change }, {});
    this.#machines.push(vm);
    return vm;
  }

  async restore(restoreTag: string, change: Partial<VmDefinition> = {}): Promise<Vm> {
    const vm = await this.reopen(change);
    await vm.start({ restoreTag });
    return vm;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The last one has the slot: one that is over waits for a machine that still runs there.
    for (const vm of this.#machines.toReversed()) await vm.destroy();
    await rm(this.#directory, { recursive: true });
  }
}

/** The newest count that the guest has shown in this machine's life; 0: none yet. */
export function countOf(vm: Vm): number {
  return Math.max(0, ...vm.consoleTail(10).map((line) => readTinyGuestCount(line) ?? 0));
}

/** Waits until the guest counts beyond `count`. */
export async function countsBeyond(vm: Vm, count: number): Promise<void> {
  await expect.poll(() => countOf(vm), { timeout: 120_000 }).toBeGreaterThan(count);
}
