import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform, type TransformCallback } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SeededRandom } from '@vmslot/proto/testing';
import { describe, expect, test } from 'vitest';
import {
  downloadFile,
  uploadFile,
  type AgentClient,
} from '../../host-bridge/src/agent-client/index.ts';
import { FaultWorld } from './fault-world.ts';

const CUT_COUNT = 20;
const PIECE_BYTES = 1024 * 1024;
const FILE_BYTES = 16 * PIECE_BYTES + 12_345;

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Cuts the line when so many bytes have passed, in the midst of a chunk. */
class Cutter extends Transform {
  readonly #cut: () => void;
  #leftBytes: number;

  constructor(leftBytes: number, cut: () => void) {
    super();
    this.#leftBytes = leftBytes;
    this.#cut = cut;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, callback: TransformCallback): void {
    if (chunk.length <= this.#leftBytes) {
      this.#leftBytes -= chunk.length;
      callback(null, chunk);
      return;
    }
    this.push(chunk.subarray(0, this.#leftBytes));
    // Some of it is on its way by then.
    void this.#cutInTheMiddle(chunk, callback);
  }

  async #cutInTheMiddle(chunk: Buffer, callback: TransformCallback): Promise<void> {
    await turns(10);
    this.#cut();
    callback(null, chunk.subarray(this.#leftBytes));
  }
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await nextTurn();
}

/** A client whose transfers are cut at random points, so many times. */
function cutting(client: AgentClient, world: FaultWorld, random: SeededRandom) {
  let cutsLeft = CUT_COUNT;
  const cutter = (maxBytes: number) => {
    const at = random.between(1, maxBytes);
    return new Cutter(at, () => {
      if (cutsLeft === 0) return;
      cutsLeft -= 1;
      world.line.cut();
    });
  };
  return {
    file: client.file,
    putUpload: async (...[id, content, options]: Parameters<AgentClient['putUpload']>) => {
      const cut = content.pipe(cutter(PIECE_BYTES - 1));
      content.on('error', (error) => cut.destroy(error));
      return await client.putUpload(id, cut, options);
    },
    getFile: async (...call: Parameters<AgentClient['getFile']>) => {
      const download = await client.getFile(...call);
      const body = download.body.pipe(cutter(PIECE_BYTES));
      download.body.on('error', (error) => body.destroy(error));
      body.on('close', () => download.body.destroy());
      return { ...download, body };
    },
  };
}

describe('a line that is cut at 20 random points', { timeout: 120_000 }, () => {
  test.each([1, 2, 3])(
    'loses no byte of an upload, and sends at most 1 MiB again (%i)',
    async (seed) => {
      await using world = await FaultWorld.create(seed);
      const content = randomBytes(FILE_BYTES);
      const localPath = join(world.files, 'local');
      await writeFile(localPath, content);
      await mkdir(join(world.files, 'guest'));
      const path = join(world.files, 'guest/file');
      const client = cutting(world.client, world, new SeededRandom(seed));
      const sent = await uploadFile(client, { localPath, path, retryPauseMs: 30 });
      expect(world.line.cutCount).toBe(CUT_COUNT);
      expect(sent.sha256).toBe(sha256(content));
      expect(sent.sentBytes).toBeLessThanOrEqual(FILE_BYTES + CUT_COUNT * PIECE_BYTES);
      expect((await readFile(path)).equals(content)).toBe(true);
      expect(await readdir(join(world.files, 'guest'))).toEqual(['file']);
    },
  );

  test('loses no byte of a download, and fetches none again', async () => {
    await using world = await FaultWorld.create(4);
    const content = randomBytes(FILE_BYTES);
    const path = join(world.files, 'file');
    await writeFile(path, content);
    const localPath = join(world.files, 'local');
    const client = cutting(world.client, world, new SeededRandom(4));
    const got = await downloadFile(client, { path, localPath, retryPauseMs: 30 });
    expect(world.line.cutCount).toBeGreaterThan(CUT_COUNT / 2);
    expect(got.requestCount).toBeGreaterThan(5);
    expect(got.sha256).toBe(sha256(content));
    expect((await readFile(localPath)).equals(content)).toBe(true);
    expect((await readdir(world.files)).sort()).toEqual(['file', 'local']);
  });

  test('a file that changes between the parts of a download is noticed', async () => {
    await using world = await FaultWorld.create(5);
    const path = join(world.files, 'file');
    await writeFile(path, randomBytes(FILE_BYTES));
    const localPath = join(world.files, 'local');
    const client = cutting(world.client, world, new SeededRandom(5));
    let changed: Promise<void> | undefined;
    const onProgress = (received: number) => {
      if (received > PIECE_BYTES) changed ??= writeFile(path, randomBytes(FILE_BYTES));
    };
    const work = downloadFile(client, { path, localPath, retryPauseMs: 30, onProgress });
    await expect(work).rejects.toMatchObject({ code: 'aborted' });
    await changed;
    expect(await readdir(world.files)).toEqual(['file']);
  });
});
