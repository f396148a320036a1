import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { fileURLToPath } from 'node:url';
import { rate } from './statistics.ts';

const SCRIPT = fileURLToPath(new URL('guest/raw-socket.mjs', import.meta.url));

/** A process at the other end of a unix socket that does nothing but move bytes. */
export interface RawSocket extends AsyncDisposable {
  /** @returns MB/s until the other end has read all */
  upload(byteCount: number): Promise<number>;
  /** @returns MB/s */
  download(byteCount: number): Promise<number>;
}

/** Starts it. The caller disposes of it. */
export async function startRawSocket(socketPath: string): Promise<RawSocket> {
  const child = spawn(process.execPath, [SCRIPT, socketPath], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  const connect = async (line: string) => {
    const socket = createConnection(socketPath);
    await once(socket, 'connect');
    socket.write(`${line}\n`);
    return socket;
  };
  return {
    async upload(byteCount) {
      const socket = await connect(`read ${byteCount}`);
      await once(socket, 'data');
      const startedAt = performance.now();
      const block = Buffer.alloc(64 * 1024, 1);
      const answered = once(socket, 'data');
      for (let left = byteCount; left > 0; left -= block.length) {
        if (!socket.write(left < block.length ? block.subarray(0, left) : block)) {
          await once(socket, 'drain');
        }
      }
      await answered;
      socket.destroy();
      return rate(byteCount, performance.now() - startedAt);
    },
    async download(byteCount) {
      const startedAt = performance.now();
      const socket = await connect(`write ${byteCount}`);
      let left = byteCount;
      for await (const chunk of socket) {
        left -= (chunk as Buffer).length;
        if (left <= 0) break;
      }
      return rate(byteCount, performance.now() - startedAt);
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
