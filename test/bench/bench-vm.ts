import { randomBytes } from 'node:crypto';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeSeed, type SeedLink } from '@vmslot/proto/seed';
import { createAgentClient, type AgentClient } from '../../host-bridge/src/agent-client/index.ts';
import { dial } from '../../host-bridge/src/dial/index.ts';
import {
  AGENT_SERIAL_DEVICE,
  MAX_SERIAL_IN_FLIGHT_BYTES,
  type DriverProbe,
  type Vm,
} from '../../host-bridge/src/hypervisor/driver.ts';
import { createDriver } from '../../host-bridge/src/hypervisor/registry.ts';
import { readImage } from '../../host-bridge/src/image/read-image.ts';
import { LinkSession } from '../../host-bridge/src/link-session/link-session.ts';
import { REAL_CLOCK } from '../../host-bridge/src/link-session/real-clock.ts';

/** Ports beside the agent's own, by name; qemu-ga's name is fixed by QEMU. */
export const RAW_PORT = 'org.vmslot.raw.0';
export const QEMU_GA_PORT = 'org.qemu.guest_agent.0';
const AGENT_PORT = 'org.vmslot.agent.0';
/** The serial port behind those of console and agent, in a machine whose agent has one. */
export const RAW_SERIAL_DEVICE = '/dev/ttyS2';

/** A running machine with the agent, qemu-ga, and a raw port, all measured in one run. */
export interface BenchVm extends AsyncDisposable {
  readonly client: AgentClient;
  readonly vm: Vm;
  readonly probe: DriverProbe;
  readonly rawSocket: string;
  readonly qemuGaSocket: string;
  /** Of {@link RAW_SERIAL_DEVICE}; nothing is there on a machine whose agent is on virtio. */
  readonly rawSerialSocket: string;
  /** From power-on until the agent had said hello. */
  readonly readyMs: number;
}

/** Starts the image in this directory at normal priority. The caller disposes of it. */
export async function startBenchVm(
  imageDirectory: string,
  { cpuCount, channel }: { readonly cpuCount: number; readonly channel: 'virtio' | 'serial' },
): Promise<BenchVm> {
  const slot = await mkdtemp(join(tmpdir(), 'vmslot-bench-'));
  const secret = randomBytes(32);
  const bootId = 'bench';
  const seedFile = join(slot, 'seed.img');
  const maxInFlightBytes = MAX_SERIAL_IN_FLIGHT_BYTES;
  const link: SeedLink =
    channel === 'serial'
      ? { kind: 'serial', path: AGENT_SERIAL_DEVICE, maxInFlightBytes }
      : { kind: 'virtio-serial', portName: AGENT_PORT };
  const seed = { version: 1, bootId, link, hostTimeMs: Date.now() } as const;
  await writeFile(seedFile, encodeSeed({ ...seed, secret: secret.toString('base64url') }), {
    mode: 0o600,
  });
  await mkdir(join(slot, 'vm'));
  const driver = createDriver('qemu', { lowPriority: false });
  const probe = await driver.probe({});
  const rawSocket = join(slot, 'raw.sock');
  const qemuGaSocket = join(slot, 'qga.sock');
  const rawSerialSocket = join(slot, 'serial.sock');
  const vm = await driver.define(
    {
      slotDirectory: join(slot, 'vm'),
      image: await readImage(imageDirectory, []),
      accelerator: probe.accelerator,
      memoryBytes: 768 * 1024 * 1024,
      cpuCount,
      diskLimitBytes: 1024 * 1024 * 1024,
      network: false,
      seedFile,
      agentPortName: AGENT_PORT,
      agentChannel: channel === 'serial' ? 'serial' : 'virtio-serial',
      extraPorts: [
        { name: RAW_PORT, socketPath: rawSocket },
        { name: QEMU_GA_PORT, socketPath: qemuGaSocket },
        ...(channel === 'serial'
          ? [{ name: 'raw', socketPath: rawSerialSocket, channel: 'serial' as const }]
          : []),
      ],
    },
    {},
  );
  const startedAt = performance.now();
  await vm.start({});
  const session = new LinkSession({
    dial: (options) => dial(vm.endpoint, options),
    secret,
    bootId,
    clock: REAL_CLOCK,
    linkOptions: channel === 'serial' ? { maxInFlightBytes } : {},
  });
  await session.ready({ signal: AbortSignal.timeout(300_000) });
  const readyMs = performance.now() - startedAt;
  const client = createAgentClient({ openStream: () => session.open() });
  return {
    client,
    vm,
    probe,
    rawSocket,
    qemuGaSocket,
    rawSerialSocket,
    readyMs,
    async [Symbol.asyncDispose]() {
      await client.destroy();
      session.close();
      await vm.destroy();
      await rm(slot, { recursive: true, force: true });
    },
  };
}
