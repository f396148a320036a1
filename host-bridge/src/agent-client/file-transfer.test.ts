import { createHash } from 'node:crypto';
import { truncateSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { RpcError } from '@vmslot/proto/rpc';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { downloadFile, type DownloadClient } from './download-file.ts';
import { UPLOAD_PIECE_BYTES } from './limits.ts';
import { uploadFile, type UploadClient } from './upload-file.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const lost = () => new RpcError('unavailable', 'the connection was lost');

let directory: string;
let localPath: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-transfer-'));
  localPath = join(directory, 'local');
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

/** An agent that gives a file in bodies that a test makes up, and any sum of the whole. */
function givingAgent(
  bodies: (() => { bytes: Buffer; fileBytes?: number; cut?: true })[],
  whole?: Buffer,
) {
  const offsets: number[] = [];
  const client = {
    getFile: (_path: string, { offset = 0 }: { offset?: number }) => {
      offsets.push(offset);
      const { bytes, fileBytes, cut } = bodies.shift()?.() ?? { bytes: Buffer.alloc(0) };
      const body = Readable.from(
        (async function* () {
          yield bytes;
          if (cut === true) throw lost();
        })(),
      );
      const size = fileBytes === undefined ? {} : { fileBytes };
      return Promise.resolve({ body, verified: Promise.resolve(), ...size });
    },
    file: {
      checksum: async function* () {
        yield { whole: { sha256: whole ?? Buffer.alloc(32) } };
      },
    },
  };
  return { offsets, client: client as unknown as DownloadClient };
}

describe('downloadFile', () => {
  const content = Buffer.from('what the guest has');
  const options = () => ({ path: '/guest', localPath, retryPauseMs: 0 });

  test('goes on where it was cut, and compares the whole', async () => {
    const { client, offsets } = givingAgent(
      [
        () => ({ bytes: content.subarray(0, 5), fileBytes: content.length, cut: true }),
        () => ({ bytes: content.subarray(5), fileBytes: content.length }),
      ],
      sha256(content),
    );
    const { sha256: sum, requestCount } = await downloadFile(client, options());
    expect({ sum, requestCount, offsets }).toEqual({
      sum: sha256(content).toString('hex'),
      requestCount: 2,
      offsets: [0, 5],
    });
    expect(await readFile(localPath)).toEqual(content);
  });

  test.each<[string, string, Parameters<typeof givingAgent>[0]]>([
    ['that does not say how large the file is', 'internal', [() => ({ bytes: content })]],
    [
      'whose file is another when it goes on',
      'aborted',
      [
        () => ({ bytes: content, fileBytes: 20, cut: true }),
        () => ({ bytes: content, fileBytes: 21 }),
      ],
    ],
    [
      'whose sum of the whole is another',
      'aborted',
      [
        () => ({ bytes: content, fileBytes: content.length + 1, cut: true }),
        () => ({ bytes: Buffer.from('x'), fileBytes: content.length + 1 }),
      ],
    ],
    [
      'that says a size over the limit',
      'resource_exhausted',
      [() => ({ bytes: content, fileBytes: 2 ** 50 })],
    ],
    [
      'that sends more than the limit',
      'resource_exhausted',
      [() => ({ bytes: Buffer.alloc(1_001), fileBytes: 10 })],
    ],
  ])('an agent %s: %s, and nothing is left', async (_what, code, bodies) => {
    const { client } = givingAgent(bodies);
    const work = downloadFile(client, { ...options(), maxBytes: 1_000 });
    await expect(work).rejects.toMatchObject({ code });
    expect(await readdir(directory)).toEqual([]);
  });

  test('gives up when nothing comes any more', async () => {
    const cut = () => ({ bytes: Buffer.alloc(0), fileBytes: 9, cut: true }) as const;
    const { client, offsets } = givingAgent(Array.from({ length: 50 }, () => cut));
    const work = downloadFile(client, { ...options(), fruitlessAttemptCount: 4 });
    await expect(work).rejects.toMatchObject({ code: 'unavailable' });
    expect(offsets).toHaveLength(4);
  });
});

/** An agent that keeps what it is sent, and whose calls a test can spoil. */
class TakingAgent {
  bytes = Buffer.alloc(0);
  openCount = 0;
  /** Called before each piece is kept; may throw. */
  onPiece: (offset: number) => void = () => undefined;
  sum: (bytes: Buffer) => Buffer = sha256;

  get client(): UploadClient {
    const client = {
      putUpload: async (_id: string, source: Readable, { offset }: { offset: number }) => {
        const piece = await buffer(source);
        this.onPiece(offset);
        this.bytes = Buffer.concat([this.bytes.subarray(0, offset), piece]);
        return { receivedBytes: this.bytes.length };
      },
      file: {
        openUpload: () => {
          this.openCount += 1;
          return Promise.resolve({ receivedBytes: this.bytes.length });
        },
        finishUpload: () => Promise.resolve({ sha256: this.sum(this.bytes) }),
      },
    };
    return client as unknown as UploadClient;
  }
}

describe('uploadFile', () => {
  const content = Buffer.alloc(UPLOAD_PIECE_BYTES * 3 + 7, 'content');
  const options = () => ({ localPath, path: '/guest', retryPauseMs: 0 });

  beforeEach(async () => {
    await writeFile(localPath, content);
  });

  test('sends pieces, and what was lost again', async () => {
    const agent = new TakingAgent();
    let cutCount = 0;
    agent.onPiece = (offset) => {
      if (offset === UPLOAD_PIECE_BYTES && cutCount < 2) {
        cutCount += 1;
        throw lost();
      }
    };
    const sent = await uploadFile(agent.client, options());
    expect(agent.bytes.equals(content)).toBe(true);
    expect(agent.openCount).toBe(3);
    expect(sent.sentBytes).toBe(content.length + 2 * UPLOAD_PIECE_BYTES);
  });

  test('goes on with what an earlier run has sent', async () => {
    const agent = new TakingAgent();
    agent.bytes = content.subarray(0, 1_000_000);
    const sent = await uploadFile(agent.client, { ...options(), uploadId: 'earlier' });
    expect(sent.sentBytes).toBe(content.length - 1_000_000);
    expect(sent.sha256).toBe(sha256(content).toString('hex'));
  });

  test('goes on when the machine was put back, and has less than it had said', async () => {
    const agent = new TakingAgent();
    let isBack = false;
    agent.onPiece = (offset) => {
      if (offset === 0 || isBack) return;
      isBack = true;
      agent.bytes = Buffer.alloc(0);
      throw new RpcError('out_of_range', 'there are 0 bytes');
    };
    await uploadFile(agent.client, options());
    expect(agent.bytes.equals(content)).toBe(true);
  });

  test('is not done where the agent has another sum', async () => {
    const agent = new TakingAgent();
    agent.sum = () => Buffer.alloc(32);
    await expect(uploadFile(agent.client, options())).rejects.toMatchObject({ code: 'data_loss' });
  });

  test('does not believe an agent that has more than there is, or gets nowhere', async () => {
    for (const receivedBytes of [content.length + 1, 0]) {
      const { client } = new TakingAgent();
      const lying = { ...client, putUpload: () => Promise.resolve({ receivedBytes }) };
      const work = uploadFile(lying as unknown as UploadClient, options());
      await expect(work).rejects.toMatchObject({ code: 'internal' });
    }
  });

  test('fails where the local file becomes shorter', async () => {
    const agent = new TakingAgent();
    // While the first piece is on its way.
    agent.onPiece = () => truncateSync(localPath, 10);
    await expect(uploadFile(agent.client, options())).rejects.toMatchObject({ code: 'data_loss' });
  });
});
