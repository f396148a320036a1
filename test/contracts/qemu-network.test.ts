import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import type { Duplex } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { ImageDevices } from '../../host-bridge/src/hypervisor/driver.ts';
import { launch } from '../../host-bridge/src/hypervisor/launch.ts';
import { NETWORK_CHANNELS, QEMU_CHANNELS } from '../../host-bridge/src/hypervisor/qemu/channels.ts';
import {
  createFrameFilter,
  createHostAddressCheck,
} from '../../host-bridge/src/hypervisor/qemu/frame-filter.ts';
import { networkArguments } from '../../host-bridge/src/hypervisor/qemu/network-arguments.ts';
import { relayFrames } from '../../host-bridge/src/hypervisor/qemu/relay-frames.ts';

const CHANNEL_COUNT = Object.keys(QEMU_CHANNELS).length + Object.keys(NETWORK_CHANNELS).length;

/**
 * Boots iPXE, which asks DHCP for a file to boot, and gets the address of a server on the host's
 * loopback for an answer.
 *
 * @returns what happened first: the server saw a request, or the filter dropped a call to it
 */
async function bootFromLoopback(
  address: string,
  { filtered, devices }: { readonly filtered: boolean; readonly devices: ImageDevices },
): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const qemu = await launch({
    program: 'qemu-system-x86_64',
    arguments: [
      '-nodefaults',
      '-no-user-config',
      '-no-reboot',
      '-display',
      'none',
      '-m',
      '64',
      '-machine',
      'pc,accel=tcg',
      ...networkArguments(devices).map((argument) =>
        argument
          // The card's boot program is iPXE itself; only the machine of a job does without.
          .replace(',netdev=network,romfile=', ',netdev=network')
          .replace('ipv6=off', `ipv6=off,bootfile=http://${address}:${port}/boot`),
      ),
    ],
    workingDirectory: tmpdir(),
    channelCount: CHANNEL_COUNT,
    lowPriority: false,
  });
  try {
    const isAllowed = createFrameFilter(createHostAddressCheck());
    const reached = once(server, 'request').then(() => 'reached');
    const dropped = new Promise<string>((resolve) => {
      relayFrames({
        from: qemu.channels[NETWORK_CHANNELS.framesOut] as Duplex,
        to: qemu.channels[NETWORK_CHANNELS.framesIn] as Duplex,
        isAllowed: filtered ? isAllowed : () => true,
        onDropped: (frame) => {
          // Destination port of a TCP segment in IPv4 without options.
          if (Buffer.from(frame).readUInt16BE(36) === port) resolve('dropped');
        },
      });
    });
    const ended = qemu.exited.then(() => qemu.stderrTail().toString());
    return await Promise.race([reached, dropped, ended]);
  } finally {
    qemu.kill();
    await qemu.exited;
    server.close();
    server.closeAllConnections();
  }
}

describe.each(['virtio', 'pc'] as const)(
  "a guest's network, with the card of %s",
  { timeout: 240_000 },
  (devices) => {
    test("would reach the host's loopback without the filter", async () => {
      expect(await bootFromLoopback('127.0.0.1', { filtered: false, devices })).toBe('reached');
    });

    test('does not reach it through the filter', async () => {
      expect(await bootFromLoopback('127.0.0.1', { filtered: true, devices })).toBe('dropped');
    });
  },
);
