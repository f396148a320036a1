import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { expect } from 'vitest';
import type { ConformanceCase } from '../conformance-case.ts';
import { collect, expectCode, getText, namesIn, putText, runInGuest } from './guest-files.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** Directories, names, attributes, room and sums. */
export const FILE_ATTRIBUTE_CASES: readonly ConformanceCase[] = [
  {
    name: 'MakeDirectory makes one with its mode and owner',
    async run({ client, scratch, appUser }) {
      const path = `${scratch}/made`;
      await client.file.makeDirectory({ path, mode: 0o1770, user: appUser });
      const { file } = await client.file.stat({ path });
      expect(file).toMatchObject({ mode: 0o1770, type: 2 });
      expect(file?.uid).not.toBe(0);
      await expectCode(client.file.makeDirectory({ path }), 'already_exists');
    },
  },
  {
    name: 'MakeDirectory makes those above on request only, and is content with what is there',
    async run({ client, scratch }) {
      const path = `${scratch}/a/b/c`;
      await expectCode(client.file.makeDirectory({ path }), 'not_found');
      await client.file.makeDirectory({ path, parents: true, mode: 0o700 });
      await client.file.makeDirectory({ path, parents: true });
      const { file } = await client.file.stat({ path });
      expect(file?.mode).toBe(0o700);
      const above = await client.file.stat({ path: `${scratch}/a` });
      expect(above.file?.mode).toBe(0o755);
    },
  },
  {
    name: 'MakeDirectory does not go over a file',
    async run(agent) {
      const path = await putText(agent, 'file', 'x');
      await expectCode(agent.client.file.makeDirectory({ path }), 'already_exists');
      await expectCode(
        agent.client.file.makeDirectory({ path, parents: true }),
        'failed_precondition',
      );
    },
  },
  {
    name: 'MakeDirectory knows no unknown user',
    run: ({ client, scratch }) =>
      expectCode(
        client.file.makeDirectory({ path: `${scratch}/x`, user: 'no-such-user' }),
        'invalid_argument',
      ),
  },
  {
    name: 'Rename does not replace a file unless asked to',
    async run(agent) {
      const from = await putText(agent, 'from', 'new');
      const to = await putText(agent, 'to', 'old');
      await expectCode(agent.client.file.rename({ from, to }), 'already_exists');
      expect(await getText(agent, to)).toBe('old');
      await agent.client.file.rename({ from, to, replace: true });
      expect(await getText(agent, to)).toBe('new');
      expect(await namesIn(agent)).toEqual(['to']);
    },
  },
  {
    name: 'Rename moves files and directories to names that are free',
    async run(agent) {
      const { client, scratch } = agent;
      const from = await putText(agent, 'from', 'content');
      await client.file.rename({ from, to: `${scratch}/moved` });
      await client.file.makeDirectory({ path: `${scratch}/dir` });
      await client.file.rename({ from: `${scratch}/moved`, to: `${scratch}/dir/inside` });
      await client.file.rename({ from: `${scratch}/dir`, to: `${scratch}/other` });
      expect(await getText(agent, `${scratch}/other/inside`)).toBe('content');
      expect(await namesIn(agent)).toEqual(['other']);
    },
  },
  {
    name: 'Rename does not put a directory over one that is there, not even an empty one',
    async run({ client, scratch }) {
      for (const name of ['from', 'to']) {
        await client.file.makeDirectory({ path: `${scratch}/${name}` });
      }
      const request = { from: `${scratch}/from`, to: `${scratch}/to` };
      await expectCode(client.file.rename(request), 'already_exists');
      await client.file.rename({ ...request, replace: true });
    },
  },
  {
    name: 'Rename does not put a directory into itself',
    async run({ client, scratch }) {
      const from = `${scratch}/dir`;
      await client.file.makeDirectory({ path: from });
      await expectCode(client.file.rename({ from, to: `${from}/in` }), 'failed_precondition');
      await expectCode(
        client.file.rename({ from, to: `${from}/in`, replace: true }),
        'failed_precondition',
      );
      expect((await client.file.listDirectory({ path: from })).files ?? []).toEqual([]);
    },
  },
  {
    name: 'Rename moves a link and not what it points at',
    needs: ['task'],
    async run(agent) {
      const { client, scratch } = agent;
      await putText(agent, 'target', 'content');
      await runInGuest(agent, [['/bin/ln', '-s', 'target', `${scratch}/link`]]);
      await client.file.rename({ from: `${scratch}/link`, to: `${scratch}/moved` });
      const { file } = await client.file.stat({ path: `${scratch}/moved` });
      expect(file).toMatchObject({ type: 3, linkTarget: 'target' });
      expect(await namesIn(agent)).toEqual(['moved', 'target']);
    },
  },
  {
    name: 'Rename says that there is nothing to rename',
    run: ({ client, scratch }) =>
      expectCode(client.file.rename({ from: `${scratch}/none`, to: `${scratch}/to` }), 'not_found'),
  },
  {
    name: 'SetAttributes sets mode, owner and time, and only those that are asked for',
    async run(agent) {
      const { client } = agent;
      const path = await putText(agent, 'file', 'content');
      await client.file.setAttributes({ path, mode: 0o4751, uid: 1234, gid: 2345 });
      await client.file.setAttributes({ path, modifiedMs: 1_234_567_890_123 });
      const { file } = await client.file.stat({ path });
      expect(file).toMatchObject({
        mode: 0o4751,
        uid: 1234,
        gid: 2345,
        modifiedMs: 1_234_567_890_123,
        sizeBytes: 7,
      });
    },
  },
  {
    name: 'SetAttributes refuses numbers that are none',
    async run(agent) {
      const { client } = agent;
      const path = await putText(agent, 'file', 'content');
      for (const change of [{ mode: 0o10000 }, { uid: 0xffffffff }, { modifiedMs: -1 }]) {
        await expectCode(client.file.setAttributes({ path, ...change }), 'invalid_argument');
      }
    },
  },
  {
    name: 'SetAttributes does not reach a file elsewhere by a second name of it',
    needs: ['task'],
    async run(agent) {
      const { client, scratch, appUser } = agent;
      const victim = await putText(agent, 'victim', 'content');
      await runInGuest(agent, [
        ['/bin/mkdir', `${scratch}/apps`],
        ['/bin/chown', appUser, `${scratch}/apps`],
        // The app could not where the kernel protects hard links; root makes sure that it is there.
        ['/bin/ln', victim, `${scratch}/apps/planted`],
      ]);
      const path = `${scratch}/apps/planted`;
      await expectCode(client.file.setAttributes({ path, uid: 1 }), 'failed_precondition');
      expect((await client.file.stat({ path: victim })).file).toMatchObject({
        uid: 0,
        linkCount: 2,
      });
    },
  },
  {
    name: 'GetSpace tells the room of a file system',
    async run({ client, scratch }) {
      const space = await client.file.getSpace({ path: scratch });
      expect(space.totalBytes).toBeGreaterThan(0);
      expect(space.freeBytes).toBeGreaterThan(0);
      expect(space.freeBytes).toBeLessThanOrEqual(space.totalBytes ?? 0);
      await expectCode(client.file.getSpace({ path: `${scratch}/none` }), 'not_found');
    },
  },
  {
    name: 'Stat tells links, and blocks of a file with a hole',
    needs: ['task'],
    async run(agent) {
      const { client, scratch } = agent;
      const path = `${scratch}/hole`;
      await runInGuest(agent, [
        ['/usr/bin/truncate', '-s', '10M', path],
        ['/bin/ln', path, `${path}2`],
      ]);
      const { file } = await client.file.stat({ path });
      expect(file).toMatchObject({ sizeBytes: 10 * 1024 ** 2, linkCount: 2 });
      expect(file?.allocatedBytes ?? 0).toBeLessThan(1024 ** 2);
    },
  },
  {
    name: 'Checksum sums up blocks and the whole',
    async run({ client, scratch }) {
      const path = `${scratch}/summed`;
      const content = randomBytes(200_000);
      await client.putFile(path, Readable.from([content]));
      const replies = await collect(client.file.checksum({ path, blockBytes: 64 * 1024 }));
      const blocks = replies.flatMap(({ block }) => (block ? [block] : []));
      expect(blocks.map(({ offset, length }) => [offset ?? 0, length])).toEqual([
        [0, 65_536],
        [65_536, 65_536],
        [131_072, 65_536],
        [196_608, 3_392],
      ]);
      for (const { offset = 0, length = 0, sha256: sum } of blocks) {
        expect(Buffer.from(sum ?? [])).toEqual(sha256(content.subarray(offset, offset + length)));
      }
      expect(Buffer.from(replies.at(-1)?.whole?.sha256 ?? [])).toEqual(sha256(content));
    },
  },
  {
    name: 'Checksum of a part, of nothing, and of more than there is',
    async run(agent) {
      const { client } = agent;
      const path = await putText(agent, 'file', 'content');
      const part = await collect(client.file.checksum({ path, offset: 3, length: 2 }));
      expect(Buffer.from(part.at(-1)?.whole?.sha256 ?? [])).toEqual(sha256(Buffer.from('te')));
      const none = await collect(client.file.checksum({ path, offset: 7 }));
      expect(none).toHaveLength(1);
      expect(Buffer.from(none[0]?.whole?.sha256 ?? [])).toEqual(sha256(Buffer.alloc(0)));
      await expectCode(collect(client.file.checksum({ path, offset: 8 })), 'out_of_range');
      await expectCode(collect(client.file.checksum({ path, length: 8 })), 'out_of_range');
      await expectCode(
        collect(client.file.checksum({ path, blockBytes: 1024 })),
        'invalid_argument',
      );
    },
  },
];
