import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeSeed, type SeedLink } from '@vmslot/proto/seed';
import { STATUS_PORT_NAME } from '@vmslot/proto/status';
import { dial } from '../../../host-bridge/src/dial/index.ts';
import {
  AGENT_SERIAL_DEVICE,
  MAX_SERIAL_IN_FLIGHT_BYTES,
  type Vm,
  type VmDefinition,
} from '../../../host-bridge/src/hypervisor/driver.ts';
import { createDriver } from '../../../host-bridge/src/hypervisor/registry.ts';
import { readImage } from '../../../host-bridge/src/image/read-image.ts';
import type { ConformanceTransport, StartedAgent } from '../agent-under-test.ts';
import { overLink } from './over-link.ts';

const PORT_NAME = 'org.vmslot.agent.0';
const BOOT_TIMEOUT_MS = 600_000;

/** Which machine is started. */
export interface VmTransportOptions {
  readonly imageDirectory: string;
  readonly channel: NonNullable<VmDefinition['agentChannel']>;
  readonly bulkBytes: number;
  /** Told when it runs. */
  readonly onVm?: (vm: Vm) => void;
}

/** The agent of an image in a real machine. */
export function vmTransport(options: VmTransportOptions): ConformanceTransport {
  return {
    name: `${options.channel} in a machine`,
    isBareHost: false,
    hasToken: false,
    start: () => startVm(options),
  };
}

async function startVm(options: VmTransportOptions): Promise<StartedAgent> {
  const { channel, bulkBytes } = options;
  const slot = await mkdtemp(join(tmpdir(), 'vmslot-conformance-vm-'));
  const secret = randomBytes(32);
  const bootId = 'conformance';
  const maxInFlightBytes = MAX_SERIAL_IN_FLIGHT_BYTES;
  const link: SeedLink =
    channel === 'serial'
      ? { kind: 'serial', path: AGENT_SERIAL_DEVICE, maxInFlightBytes }
      : { kind: 'virtio-serial', portName: PORT_NAME };
  const seedFile = join(slot, 'seed.img');
  const seed = { version: 1, bootId, link, hostTimeMs: Date.now() } as const;
  const bytes = encodeSeed({ ...seed, secret: secret.toString('base64url') });
  await writeFile(seedFile, bytes, { mode: 0o600 });
  await mkdir(join(slot, 'job'));
  const driver = createDriver('qemu', { lowPriority: false });
  const { accelerator } = await driver.probe({});
  const vm = await driver.define(
    {
      slotDirectory: join(slot, 'job'),
      image: await readImage(options.imageDirectory, []),
      accelerator,
      memoryBytes: 768 * 1024 * 1024,
      cpuCount: 2,
      diskLimitBytes: 1024 * 1024 * 1024,
      network: false,
      seedFile,
      agentPortName: PORT_NAME,
      agentChannel: channel,
      statusPortName: STATUS_PORT_NAME,
    },
    {},
  );
  const end = async () => {
    await vm.destroy();
    await rm(slot, { recursive: true, force: true });
  };
  try {
    await vm.start({});
    options.onVm?.(vm);
    return await overLink({
      dial: () => dial(vm.endpoint),
      secret,
      bootId,
      linkOptions: channel === 'serial' ? { maxInFlightBytes } : {},
      signal: AbortSignal.timeout(BOOT_TIMEOUT_MS),
      agent: { scratchParent: '/var/tmp', appUser: 'app', bulkBytes, [Symbol.asyncDispose]: end },
    });
  } catch (error) {
    const console = vm.consoleTail(20).join('\n');
    await end();
    throw new Error(`the machine's agent was not reached; its console:\n${console}`, {
      cause: error,
    });
  }
}
