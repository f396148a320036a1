import type { GuestLink, LinkClock } from '@vmslot/proto/link';
import type { AgentServer } from './http/index.ts';

/** Knows whether there is a host that listens, or when there was one last. */
export class HostPresence {
  readonly #server: AgentServer;
  readonly #clock: LinkClock;
  #linkUp = false;
  #leftMs = Number.NEGATIVE_INFINITY;

  constructor(server: AgentServer, clock: LinkClock) {
    this.#server = server;
    this.#clock = clock;
    const leave = () => this.#leave();
    server.http.on('connection', (connection) => connection.once('close', leave));
  }

  /** Watches a link too, which may be up without a connection. */
  watch(link: GuestLink): void {
    link.on('up', () => {
      this.#linkUp = true;
    });
    link.on('down', () => {
      this.#linkUp = false;
      this.#leave();
    });
  }

  /** True while a host is there, and for `goneMs` after. */
  isNear(goneMs: number): boolean {
    const isThere = this.#linkUp || this.#server.connectionCount > 0;
    return isThere || this.#clock.now() - this.#leftMs < goneMs;
  }

  #leave(): void {
    this.#leftMs = this.#clock.now();
  }
}
