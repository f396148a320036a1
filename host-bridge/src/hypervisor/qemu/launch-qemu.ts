import type { Duplex } from 'node:stream';
import { launch, type LaunchedProcess } from '../launch.ts';
import type { MachineOptions } from '../machine-options.ts';
import { NETWORK_CHANNELS, QEMU_CHANNELS } from './channels.ts';
import { machineArguments } from './command-line.ts';
import { createFrameFilter, createHostAddressCheck } from './frame-filter.ts';
import { relayFrames } from './relay-frames.ts';

export interface LaunchQemuOptions extends MachineOptions {
  readonly program: string;
  readonly sandbox: boolean;
}

/**
 * Starts QEMU with a machine that waits for `cont`, and filters what its network card sends. Owner: who launched
 * it, who reads the other channels.
 *
 * @throws HypervisorError `hypervisor_failed`
 */
export async function launchQemu(options: LaunchQemuOptions): Promise<LaunchedProcess> {
  const { program, sandbox, lowPriority, definition, files } = options;
  const networkChannelCount = definition.network ? Object.keys(NETWORK_CHANNELS).length : 0;
  const started = await launch({
    program,
    arguments: machineArguments(definition, files.diskFile, { sandbox }),
    workingDirectory: files.socketDirectory,
    channelCount: Object.keys(QEMU_CHANNELS).length + networkChannelCount,
    lowPriority,
    orphanSocket: files.orphanSocket,
  });
  if (definition.network) {
    relayFrames({
      from: channelOf(started, NETWORK_CHANNELS.framesOut),
      to: channelOf(started, NETWORK_CHANNELS.framesIn),
      isAllowed: createFrameFilter(createHostAddressCheck()),
    });
  }
  return started;
}

/** Our end of QEMU's control protocol. */
export function qmpOf(started: LaunchedProcess): Duplex {
  return channelOf(started, QEMU_CHANNELS.qmp);
}

/** Our end of the guest's console. */
export function consoleOf(started: LaunchedProcess): Duplex {
  return channelOf(started, QEMU_CHANNELS.console);
}

function channelOf(started: LaunchedProcess, index: number): Duplex {
  const stream = started.channels[index];
  if (stream === undefined) throw new RangeError(`QEMU has no channel ${index}`);
  return stream;
}
