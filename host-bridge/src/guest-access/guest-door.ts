import { chmod, mkdir, open, type FileHandle } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { joinStreams } from './join-streams.ts';
import { removeStaleSocket } from './remove-stale-socket.ts';
import { shortSocketPath } from './short-socket-path.ts';

/** Name of the directory in a slot that holds the socket; the machine's, too. */
export const GUEST_DOOR_DIRECTORY = 'vm';

/** Name of the socket in it. */
export const GUEST_DOOR_NAME = 'guest.sock';

/** Connections through one door at once; further ones are closed at once. */
export const MAX_GUEST_DOOR_CONNECTION_COUNT = 32;

/** How long a connection waits for a link that is down, in milliseconds; then it is closed. */
export const GUEST_DOOR_LINK_TIMEOUT_MS = 10_000;

/**
 * How long a connection whose caller sends no more may stay silent, in milliseconds; then it is closed.
 * A unix socket does not tell a caller that has ended its side from one that is gone.
 */
export const GUEST_DOOR_HALF_OPEN_TIMEOUT_MS = 30_000;

/** What a door leads to. */
export interface GuestDoorOptions {
  /** The slot. */
  readonly slotDirectory: string;
  /** Resolves when streams can be opened; throws where they never will be, or `signal` is aborted. */
  readonly ready: (options: { readonly signal: AbortSignal }) => Promise<void>;
  /** Opens a stream to the agent; may throw. The door owns the stream. */
  readonly openStream: () => Duplex;
}

/**
 * GuestDoor: the unix socket through which other programs of this user reach the agent of a running
 * machine, while the bridge owns the link. Each connection becomes one stream of the link, which is
 * one HTTP/1.1 connection to the agent: bytes pass as they are, at the pace of the slower side, and
 * each direction ends by itself. Only this user may open it: mode 0600, in a directory of mode 0700.
 * Who opened it closes it, before the link.
 */
export class GuestDoor implements AsyncDisposable {
  readonly path: string;
  readonly #options: GuestDoorOptions;
  readonly #directory: FileHandle;
  readonly #server: Server;
  readonly #streams = new Set<Duplex>();
  readonly #stop = new AbortController();
  #closing: Promise<void> | undefined;

  private constructor(options: GuestDoorOptions, directory: FileHandle) {
    this.path = guestDoorPath(options.slotDirectory);
    this.#options = options;
    this.#directory = directory;
    // A client may say that it sends no more and still wait for its answer.
    this.#server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
      void this.#admit(socket);
    });
    this.#server.maxConnections = MAX_GUEST_DOOR_CONNECTION_COUNT;
  }

  /**
   * Makes the socket. The caller holds the slot, so one that is there is of a killed run and is removed.
   * @throws Error where something else has its name, or its path is too long on this platform
   */
  static async open(options: GuestDoorOptions): Promise<GuestDoor> {
    const path = join(options.slotDirectory, GUEST_DOOR_DIRECTORY);
    await mkdir(path, { recursive: true, mode: 0o700 });
    // The creation mask may have taken rights away, and an earlier run's directory may have others.
    await chmod(path, 0o700);
    const directory = await open(path, 'r');
    const door = new GuestDoor(options, directory);
    try {
      const place = await removeStaleSocket(door.#shortPath());
      if (place === 'not-a-socket') throw new Error(`${door.path} is there and no socket`);
      if (place === 'in-use') throw new Error(`another program serves ${door.path}`);
      await door.#listen();
      return door;
    } catch (error) {
      await door.close();
      throw error;
    }
  }

  /** Ends every connection and removes the socket. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #shortPath(): string {
    return shortSocketPath(this.path, this.#directory.fd);
  }

  async #listen(): Promise<void> {
    const path = this.#shortPath();
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ path }, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    // A connection that cannot be taken is its caller's trouble; the job goes on.
    this.#server.on('error', () => undefined);
    await chmod(path, 0o600);
  }

  async #close(): Promise<void> {
    this.#stop.abort();
    const stopped = this.#server.listening
      ? new Promise((resolve) => this.#server.close(resolve))
      : undefined;
    for (const stream of this.#streams) stream.destroy();
    await stopped;
    // Closing the server has removed it, unless it was never made.
    await this.#directory.close();
  }

  async #admit(socket: Socket): Promise<void> {
    this.#keep(socket);
    try {
      const timeout = AbortSignal.timeout(GUEST_DOOR_LINK_TIMEOUT_MS);
      await this.#options.ready({ signal: AbortSignal.any([this.#stop.signal, timeout]) });
      if (socket.destroyed) return;
      const stream = this.#options.openStream();
      this.#keep(stream);
      socket.once('end', () => {
        socket.setTimeout(GUEST_DOOR_HALF_OPEN_TIMEOUT_MS, () => socket.destroy());
      });
      joinStreams(socket, stream);
    } catch {
      // There is nobody to tell but the caller, who finds the connection closed.
      socket.destroy();
    }
  }

  #keep(stream: Duplex): void {
    this.#streams.add(stream);
    stream.on('error', () => undefined);
    stream.once('close', () => this.#streams.delete(stream));
  }
}

/** Absolute path of the socket of a slot. */
export function guestDoorPath(slotDirectory: string): string {
  return join(slotDirectory, GUEST_DOOR_DIRECTORY, GUEST_DOOR_NAME);
}
