import type { Duplex } from 'node:stream';
import type { AgentServer } from './agent-server.ts';
import { MAX_CONNECTION_COUNT } from './limits.ts';

/**
 * Gives the server a connection that it has not accepted itself: a stream of the link, or any other
 * duplex. The server owns it from then on. One above `MAX_CONNECTION_COUNT`, or one that comes while
 * the server closes, is destroyed.
 */
export function attachConnection(server: AgentServer, connection: Duplex): void {
  if (server.closing || server.connectionCount >= MAX_CONNECTION_COUNT) {
    connection.destroy();
    return;
  }
  server.http.emit('connection', connection);
}
