import type { BenchVm } from './bench-vm.ts';
import { runInGuest } from './agent-transfer.ts';
import { connectPort, rawDownload, rawUpload } from './raw-port.ts';

/** Node in the guest, and where the program for the other end of a raw port is put. */
export const GUEST_NODE = '/usr/lib/vmslot/node';
export const RAW_SCRIPT = '/tmp/raw-port.mjs';

/** One transfer over a raw port. */
export interface RawRound {
  readonly mode: 'read' | 'write';
  readonly taskId: string;
  /** Name of a virtio port, or path of a serial device. */
  readonly port: string;
  readonly socketPath: string;
  readonly byteCount: number;
}

/** A program of the guest on the other end, reading in the best way that Node has there. @returns MB/s */
export async function rawRound({ client }: BenchVm, round: RawRound): Promise<number> {
  const { byteCount, mode, port, socketPath, taskId } = round;
  const argv = [GUEST_NODE, RAW_SCRIPT, mode, port, String(byteCount)];
  const ended = runInGuest(client, taskId, argv);
  const socket = await connectPort(socketPath);
  try {
    const move = mode === 'read' ? rawUpload : rawDownload;
    const result = await move(socket, byteCount);
    await ended;
    return result;
  } finally {
    socket.destroy();
  }
}
