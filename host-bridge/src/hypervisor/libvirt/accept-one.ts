import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';

/** A unix socket that waits for one caller. Owner: who made it; `close` also removes it. */
export interface Acceptor {
  /** The caller's connection, as soon as there is one; it belongs to who takes it. */
  readonly connected: Promise<Socket>;
  /** Ends the waiting. Safe to repeat, and the connection stays open. */
  close(): void;
}

/**
 * Listens on a unix socket until somebody has called, and never for a second call.
 *
 * @param path absolute; what is there from an earlier life is removed
 * @throws Error of the file system
 */
export async function acceptOne(path: string): Promise<Acceptor> {
  await rm(path, { force: true });
  const server = createServer();
  const connected = new Promise<Socket>((resolve) => {
    server.once('connection', (socket) => {
      server.close();
      // Until somebody takes it, what goes wrong with it is told by its end.
      socket.on('error', () => socket.destroy());
      resolve(socket);
    });
  });
  server.maxConnections = 1;
  server.listen(path);
  await once(server, 'listening');
  return { connected, close: () => void server.close() };
}
