import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { rate } from './statistics.ts';

/** Connects to a port of the VM and waits until the program there is ready. The caller destroys it. */
export async function connectPort(path: string): Promise<Socket> {
  const socket = createConnection(path);
  await once(socket, 'data');
  return socket;
}

/** Host to guest, with nothing in between. @returns MB/s until the guest has read all */
export async function rawUpload(socket: Socket, byteCount: number): Promise<number> {
  const startedAt = performance.now();
  socket.write('g');
  const block = Buffer.alloc(64 * 1024, 1);
  const answered = once(socket, 'data');
  for (let left = byteCount; left > 0; left -= block.length) {
    if (!socket.write(left < block.length ? block.subarray(0, left) : block)) {
      await once(socket, 'drain');
    }
  }
  await answered;
  return rate(byteCount, performance.now() - startedAt);
}

/** Guest to host, with nothing in between. @returns MB/s */
export async function rawDownload(socket: Socket, byteCount: number): Promise<number> {
  const startedAt = performance.now();
  socket.write('g');
  let left = byteCount;
  await new Promise<void>((resolve) => {
    const onData = (chunk: Buffer) => {
      left -= chunk.length;
      if (left > 0) return;
      socket.off('data', onData);
      resolve();
    };
    socket.on('data', onData);
  });
  return rate(byteCount, performance.now() - startedAt);
}
