import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect } from 'vitest';
import { downloadFile, uploadFile } from '../../../host-bridge/src/agent-client/index.ts';
import type { AgentUnderTest } from '../agent-under-test.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { expectCode, getText, namesIn, putText } from './guest-files.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const newId = () => `case-${randomBytes(6).toString('hex')}`;

/** Begins an upload of a text to `file`. */
async function begin(agent: AgentUnderTest, sizeBytes: number, more = {}) {
  const uploadId = newId();
  const path = `${agent.scratch}/file`;
  const request = { uploadId, path, sizeBytes, ...more };
  const { receivedBytes } = await agent.client.file.openUpload(request);
  expect(receivedBytes ?? 0).toBe(0);
  return {
    uploadId,
    path,
    request,
    put: (offset: number, text: string) =>
      agent.client.putUpload(uploadId, Readable.from([Buffer.from(text)]), { offset }),
    finish: (sum: Uint8Array = new Uint8Array()) =>
      agent.client.file.finishUpload({ uploadId, sha256: sum }),
    received: async () => (await agent.client.file.openUpload(request)).receivedBytes ?? 0,
  };
}

/** Files that go up in pieces and take their place at the end. */
export const UPLOAD_CASES: readonly ConformanceCase[] = [
  {
    name: 'an upload in pieces takes its place at the end, and not before',
    needs: ['upload'],
    async run(agent) {
      const upload = await begin(agent, 10, { mode: 0o640, user: agent.appUser });
      expect((await upload.put(0, 'hello')).receivedBytes).toBe(5);
      await expectCode(agent.client.file.stat({ path: upload.path }), 'not_found');
      expect((await upload.put(5, 'world')).receivedBytes).toBe(10);
      const sum = sha256(Buffer.from('helloworld'));
      const { file, sha256: told } = await upload.finish(sum);
      expect(file).toMatchObject({ name: 'file', sizeBytes: 10, mode: 0o640 });
      expect(file?.uid).not.toBe(0);
      expect(Buffer.from(told ?? [])).toEqual(sum);
      expect(await getText(agent, upload.path)).toBe('helloworld');
      expect(await namesIn(agent)).toEqual(['file']);
    },
  },
  {
    name: 'FinishUpload done twice answers the same',
    needs: ['upload'],
    async run(agent) {
      const upload = await begin(agent, 3);
      await upload.put(0, 'abc');
      const first = await upload.finish();
      expect(await upload.finish()).toEqual(first);
      expect(await upload.received()).toBe(3);
      await expectCode(upload.finish(sha256(Buffer.from('x'))), 'failed_precondition');
    },
  },
  {
    name: 'an upload keeps mode and owner of the file that it replaces',
    needs: ['upload'],
    async run(agent) {
      const path = await putText(agent, 'file', 'old');
      await agent.client.file.setAttributes({ path, mode: 0o604, uid: 1234, gid: 2345 });
      const upload = await begin(agent, 3);
      await upload.put(0, 'new');
      const { file } = await upload.finish();
      expect(file).toMatchObject({ mode: 0o604, uid: 1234, gid: 2345 });
      expect(await getText(agent, path)).toBe('new');
    },
  },
  {
    name: 'OpenUpload again says what has come',
    needs: ['upload'],
    async run(agent) {
      const upload = await begin(agent, 10);
      await upload.put(0, 'hello');
      expect(await upload.received()).toBe(5);
      await upload.put(3, 'lo!');
      expect(await upload.received()).toBe(6);
    },
  },
  {
    name: 'a piece leaves no gap and goes not beyond the size',
    needs: ['upload'],
    async run(agent) {
      const upload = await begin(agent, 4);
      await expectCode(upload.put(1, 'x'), 'out_of_range');
      await expectCode(upload.put(0, 'hello'), 'out_of_range');
      await expectCode(upload.finish(), 'failed_precondition');
      await upload.put(0, 'four');
      await upload.finish();
    },
  },
  {
    name: 'a damaged piece is dropped, what came before stays',
    needs: ['upload'],
    async run(agent) {
      const upload = await begin(agent, 10);
      await upload.put(0, 'hello');
      const reply = await agent.raw({
        method: 'PUT',
        path: `/v1/uploads/${upload.uploadId}?offset=5`,
        headers: { 'content-digest': `sha-256=:${Buffer.alloc(32).toString('base64')}:` },
        body: 'world',
      });
      expect(reply.status).toBe(500);
      expect(JSON.parse(reply.body.toString())).toMatchObject({ code: 'data_loss' });
      expect(await upload.received()).toBe(5);
    },
  },
  {
    name: 'a wrong SHA-256 of the whole drops all, and the old file stays',
    needs: ['upload'],
    async run(agent) {
      await putText(agent, 'file', 'old');
      const upload = await begin(agent, 3);
      await upload.put(0, 'new');
      await expectCode(upload.finish(Buffer.alloc(32)), 'data_loss');
      expect(await upload.received()).toBe(0);
      expect(await getText(agent, upload.path)).toBe('old');
    },
  },
  {
    name: 'AbortUpload leaves nothing, twice as well as once',
    needs: ['upload'],
    async run(agent) {
      const upload = await begin(agent, 10);
      await upload.put(0, 'hello');
      await agent.client.file.abortUpload({ uploadId: upload.uploadId });
      await agent.client.file.abortUpload({ uploadId: upload.uploadId });
      expect(await namesIn(agent)).toEqual([]);
      await expectCode(upload.put(5, 'world'), 'not_found');
      await expectCode(upload.finish(), 'not_found');
    },
  },
  {
    name: 'one id is for one file',
    needs: ['upload'],
    async run(agent) {
      const upload = await begin(agent, 10);
      const { request } = upload;
      const { file } = agent.client;
      await expectCode(file.openUpload({ ...request, sizeBytes: 11 }), 'already_exists');
      await expectCode(file.openUpload({ ...request, path: `${request.path}2` }), 'already_exists');
    },
  },
  {
    name: 'OpenUpload refuses ids, modes and sizes that are none, and what a disk cannot hold',
    needs: ['upload'],
    async run({ client, scratch }) {
      const good = { uploadId: newId(), path: `${scratch}/x`, sizeBytes: 1 };
      for (const bad of [
        { uploadId: '../x' },
        { uploadId: '' },
        { uploadId: 'a'.repeat(65) },
        { mode: 0o4755 },
        { user: 'no-such-user' },
      ]) {
        await expectCode(client.file.openUpload({ ...good, ...bad }), 'invalid_argument');
      }
      await expectCode(
        client.file.openUpload({ ...good, sizeBytes: 2 ** 43 }),
        'resource_exhausted',
      );
      const { files } = await client.file.listDirectory({ path: scratch });
      expect(files ?? []).toEqual([]);
    },
  },
  {
    name: 'an upload does not take the place of a directory',
    needs: ['upload'],
    async run(agent) {
      await agent.client.file.makeDirectory({ path: `${agent.scratch}/file` });
      const request = { uploadId: newId(), path: `${agent.scratch}/file`, sizeBytes: 1 };
      await expectCode(agent.client.file.openUpload(request), 'failed_precondition');
    },
  },
  {
    name: 'an empty file goes up',
    needs: ['upload'],
    async run(agent) {
      const upload = await begin(agent, 0);
      const { file } = await upload.finish(sha256(Buffer.alloc(0)));
      expect(file).toMatchObject({ mode: 0o644, uid: 0 });
    },
  },
  {
    name: 'uploadFile and downloadFile carry a large file there and back',
    needs: ['upload'],
    async run(agent) {
      const directory = await mkdtemp(join(tmpdir(), 'vmslot-case-'));
      try {
        const content = randomBytes(agent.bulkBytes);
        const localPath = join(directory, 'up');
        await writeFile(localPath, content);
        const path = `${agent.scratch}/large`;
        const up = await uploadFile(agent.client, { localPath, path });
        expect(up).toMatchObject({ sizeBytes: content.length, sentBytes: content.length });
        const back = join(directory, 'down');
        const down = await downloadFile(agent.client, { path, localPath: back });
        expect(down).toEqual({
          sizeBytes: content.length,
          sha256: sha256(content).toString('hex'),
          requestCount: 1,
        });
        await expectCode(
          downloadFile(agent.client, { path, localPath: back, maxBytes: 1000 }),
          'resource_exhausted',
        );
      } finally {
        await rm(directory, { recursive: true });
      }
    },
  },
  {
    name: 'a download says how large the file is',
    async run(agent) {
      const path = await putText(agent, 'file', 'content');
      const query = `/v1/files?path=${encodeURIComponent(path)}&offset=2&length=3`;
      const reply = await agent.raw({ method: 'GET', path: query });
      expect(reply.body.toString()).toBe('nte');
      expect(reply.headers).toMatchObject({
        'vmslot-file-bytes': '7',
        'vmslot-content-bytes': '3',
      });
    },
  },
];
