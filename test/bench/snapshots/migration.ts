import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { QmpClient, type QmpEvent } from '../../../host-bridge/src/hypervisor/qmp-client.ts';
import { OVERLAY_NODE } from '../../../host-bridge/src/hypervisor/qemu/disk-arguments.ts';

/** What one saving in the background took. */
export interface BackgroundSave {
  /** From QEMU's event STOP to its RESUME. */
  readonly standstillMs: number;
  readonly bytes: number;
}

/**
 * Migration: a second monitor of a machine, by which its memory goes to a file or comes from one. QEMU before 8.2 writes
 * to no file by itself, and with `-sandbox spawn=deny` to no program, so that it goes through a socket. Source: QEMU's QMP
 * reference, "Migration". The caller disposes of it.
 */
export class Migration implements Disposable {
  readonly #qmp: QmpClient;
  readonly #listeners: Set<(event: QmpEvent) => void>;

  private constructor(qmp: QmpClient, listeners: Set<(event: QmpEvent) => void>) {
    this.#qmp = qmp;
    this.#listeners = listeners;
  }

  static async connect(qmpSocket: string): Promise<Migration> {
    const socket = createConnection(qmpSocket);
    await once(socket, 'connect');
    const listeners = new Set<(event: QmpEvent) => void>();
    const qmp = await QmpClient.connect(socket, {
      onEvent: (event) => listeners.forEach((hear) => hear(event)),
    });
    const migration = new Migration(qmp, listeners);
    await migration.#set('events', true);
    return migration;
  }

  /** @throws QmpError in QEMU's words where this host cannot do it */
  async tryBackground(): Promise<void> {
    await this.#set('background-snapshot', true);
    await this.#set('background-snapshot', false);
  }

  /**
   * Saves memory to `file`, the guest going on meanwhile, and the disk as snapshot `tag` of the overlay; without a tag
   * memory alone, from which no machine could go on.
   */
  async saveInBackground(file: string, tag?: string): Promise<BackgroundSave> {
    await this.#set('background-snapshot', true);
    let [stoppedAtMs, resumedAtMs] = [0, 0];
    const hear = ({ name }: QmpEvent) => {
      if (name === 'STOP') stoppedAtMs = performance.now();
      if (name === 'RESUME') resumedAtMs = performance.now();
    };
    this.#listeners.add(hear);
    const path = `${file}.sock`;
    const server = createServer().listen(path);
    try {
      await once(server, 'listening');
      const received = once(server, 'connection').then(([socket]) =>
        pipeline(socket, createWriteStream(file, { flush: true })),
      );
      const completed = this.#completed();
      if (tag !== undefined) {
        // QEMU's own stop would come too late: the disk's snapshot must be of the same instant. It goes on by itself.
        await this.#qmp.execute('stop');
        const disk = { device: OVERLAY_NODE, name: tag };
        await this.#qmp.execute('blockdev-snapshot-internal-sync', disk);
      }
      await this.#qmp.execute('migrate', { uri: `unix:${path}` });
      await completed;
      await received;
      return { standstillMs: resumedAtMs - stoppedAtMs, bytes: (await stat(file)).size };
    } finally {
      this.#listeners.delete(hear);
      server.close();
      await rm(path, { force: true });
      // QEMU's other ways to save are not made for it.
      await this.#set('background-snapshot', false);
    }
  }

  /** Deletes the disk's part of a snapshot. */
  async deleteDisk(tag: string): Promise<void> {
    const of = { device: OVERLAY_NODE, name: tag };
    await this.#qmp.execute('blockdev-snapshot-delete-internal-sync', of);
  }

  /** Gives a machine that waits for it the memory in `file`. */
  async load(file: string): Promise<void> {
    const path = `${file}.sock`;
    const completed = this.#completed();
    await this.#qmp.execute('migrate-incoming', { uri: `unix:${path}` });
    await pipeline(createReadStream(file), createConnection(path));
    await completed;
  }

  [Symbol.dispose](): void {
    this.#qmp.destroy();
  }

  async #set(capability: string, state: boolean): Promise<void> {
    await this.#qmp.execute('migrate-set-capabilities', { capabilities: [{ capability, state }] });
  }

  #completed(): Promise<void> {
    return new Promise((resolve, reject) => {
      const hear = ({ name, data: { status } }: QmpEvent) => {
        if (name !== 'MIGRATION') return;
        if (status !== 'completed' && status !== 'failed') return;
        this.#listeners.delete(hear);
        if (status === 'completed') resolve();
        else reject(new Error('QEMU says that it failed'));
      };
      this.#listeners.add(hear);
    });
  }
}
