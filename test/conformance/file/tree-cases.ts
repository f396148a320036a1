import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ArchiveScanner } from '@vmslot/proto/archive';
import { RAW_END, rawDirectory, rawFile, rawHeader, rawLink } from '@vmslot/proto/testing';
import { expect } from 'vitest';
import type { AgentUnderTest } from '../agent-under-test.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { expectCode, getText, namesIn, putText, runInGuest } from './guest-files.ts';

const tar = (...entries: Buffer[]) => Readable.from([Buffer.concat([...entries, RAW_END])]);
const hardLink = (name: string, target: string) => rawHeader({ name, type: '1', linkName: target });

/** An archive of the guest: its entries, and how long it is. */
async function fetched(agent: AgentUnderTest, path: string) {
  const { body, verified } = await agent.client.getTree(path);
  const bytes = await buffer(body);
  await verified;
  const scanner = new ArchiveScanner({
    caseSensitive: true,
    hardLinks: true,
    sparse: true,
    anyLinkTarget: true,
    linuxNames: true,
  });
  const entries: string[] = [];
  scanner.feed(bytes);
  for (let step = scanner.step(); step !== 'more'; step = scanner.step()) {
    const { entry } = scanner;
    if (step !== 'entry' || entry === undefined) continue;
    const { type, path: name, linkTarget, mode, sizeBytes, modifiedSeconds } = entry;
    entries.push(
      `${type} ${name} ${mode.toString(8)} ${sizeBytes} ${modifiedSeconds} ${linkTarget}`.trim(),
    );
  }
  scanner.finish();
  return { entries: entries.sort(), bytes };
}

/** Whole directories, both ways. */
export const TREE_CASES: readonly ConformanceCase[] = [
  {
    name: 'a tree goes in and comes out again: modes, times, links of both kinds',
    needs: ['tree'],
    async run(agent) {
      const path = `${agent.scratch}/tree`;
      const entries = [
        rawDirectory('dir'),
        rawFile('dir/file', 'content'),
        rawLink('dir/link', '/etc/passwd'),
        hardLink('again', 'dir/file'),
        rawFile('ends with a dot.', 'x'),
      ];
      const received = await agent.client.putTree(path, tar(...entries));
      expect(received).toMatchObject({ entryCount: 5, contentBytes: 8 });
      const { file } = await agent.client.file.stat({ path: `${path}/again` });
      expect(file).toMatchObject({ linkCount: 2, sizeBytes: 7, uid: 0 });
      const out = await fetched(agent, path);
      expect(
        out.entries.filter((line) => /^(?:file|hardlink) (?:again|dir\/file) /.test(line)),
      ).toHaveLength(2);
      expect(out.entries).toContain('link dir/link 777 0 1700000000 /etc/passwd');
      expect(out.entries).toContain('file ends with a dot. 644 1 1700000000');
      expect(out.entries.some((line) => line.startsWith('directory dir 755 0 1700000000'))).toBe(
        true,
      );
    },
  },
  {
    name: 'a tree belongs to whom it is given to',
    needs: ['tree'],
    async run({ client, scratch, appUser }) {
      const path = `${scratch}/tree`;
      const archive = tar(rawDirectory('d'), rawFile('d/f', 'x'), rawLink('l', 'd'));
      await client.putTree(path, archive, { owner: appUser });
      for (const name of ['', '/d', '/d/f', '/l']) {
        const { file } = await client.file.stat({ path: `${path}${name}` });
        expect(file?.uid).not.toBe(0);
      }
      await expectCode(
        client.putTree(`${scratch}/x`, tar(rawFile('f')), { owner: 'no-such-user' }),
        'invalid_argument',
      );
    },
  },
  {
    name: 'a tree goes over nothing and over an empty directory, and over others on request',
    needs: ['tree'],
    async run(agent) {
      const { client, scratch } = agent;
      const path = `${scratch}/tree`;
      await client.file.makeDirectory({ path });
      await client.putTree(path, tar(rawFile('first', '1')));
      await expectCode(client.putTree(path, tar(rawFile('second'))), 'already_exists');
      expect(await namesIn(agent, path)).toEqual(['first']);
      await client.putTree(path, tar(rawFile('second')), { replace: true });
      expect(await namesIn(agent, path)).toEqual(['second']);
      expect(await namesIn(agent)).toEqual(['tree']);
    },
  },
  {
    name: 'a tree that fails leaves nothing, and what was there',
    needs: ['tree'],
    async run(agent) {
      const { client, scratch } = agent;
      const path = `${scratch}/tree`;
      await client.putTree(path, tar(rawFile('old', '1')));
      const bad = [rawFile('new', '2'), rawHeader({ name: 'device', type: '3' })];
      await expectCode(client.putTree(path, tar(...bad), { replace: true }), 'invalid_argument');
      expect(await namesIn(agent, path)).toEqual(['old']);
      expect(await namesIn(agent)).toEqual(['tree']);
    },
  },
  ...Object.entries({
    'a name twice (CVE-2026-115378)': [rawLink('x', '/etc'), rawFile('x', 'x')],
    'a file below a link (CVE-2021-37701)': [rawLink('x', '/etc'), rawFile('x/passwd', 'x')],
    'a name with .. (CVE-2018-1002100)': [rawFile('../x', 'x')],
    'an absolute name (CVE-2021-32804)': [rawFile('/etc/x', 'x')],
    'a hard link to what is outside (CVE-2018-20834)': [hardLink('x', '../../etc/passwd')],
    'a hard link to what has not come (CVE-2026-26960)': [hardLink('x', 'y'), rawFile('y')],
    'a hard link to a link (CVE-2026-29786)': [rawLink('y', '/etc/passwd'), hardLink('x', 'y')],
    'a set-user-ID file': [rawHeader({ name: 'x', mode: 0o4755 })],
  }).map(([what, entries]): ConformanceCase => ({
    name: `a tree with ${what} is refused`,
    needs: ['tree'],
    async run(agent) {
      const call = agent.client.putTree(`${agent.scratch}/tree`, tar(...entries));
      await expectCode(call, 'invalid_argument');
      expect(await namesIn(agent)).toEqual([]);
    },
  })),
  {
    name: 'a file with a hole moves its data only, and stays as it is',
    needs: ['tree', 'task'],
    async run(agent) {
      const { client, scratch } = agent;
      const size = 256 * 1024 ** 2;
      const data = randomBytes(100_000);
      await client.file.makeDirectory({ path: `${scratch}/from` });
      const path = `${scratch}/from/sparse`;
      await client.putFile(path, Readable.from([Buffer.alloc(4096), data]));
      await runInGuest(agent, [['/usr/bin/truncate', '-s', String(size), path]]);
      const { bytes } = await fetched(agent, `${scratch}/from`);
      expect(bytes.length).toBeLessThan(256 * 1024);
      await client.putTree(`${scratch}/to`, Readable.from([bytes]));
      const { file } = await client.file.stat({ path: `${scratch}/to/sparse` });
      expect(file?.sizeBytes).toBe(size);
      expect(file?.allocatedBytes ?? 0).toBeLessThan(1024 ** 2);
      const { body } = await client.getFile(`${scratch}/to/sparse`, { length: 104_096 });
      expect((await buffer(body)).subarray(4096).equals(data)).toBe(true);
    },
  },
  {
    name: 'a tree is a directory, and is there',
    needs: ['tree'],
    async run(agent) {
      const path = await putText(agent, 'file', 'x');
      await expectCode(agent.client.getTree(path), 'failed_precondition');
      await expectCode(agent.client.getTree(`${path}2`), 'not_found');
      await expectCode(agent.client.putTree(path, tar(rawFile('f'))), 'failed_precondition');
      await expectCode(agent.client.putTree(`${path}2/x`, tar(rawFile('f'))), 'not_found');
      expect(await getText(agent, path)).toBe('x');
    },
  },
  {
    name: 'what is no file, directory or link is left out of a tree',
    needs: ['tree', 'task'],
    async run(agent) {
      const { client, scratch } = agent;
      await client.file.makeDirectory({ path: `${scratch}/dir` });
      await putText(agent, 'dir/file', 'x');
      await runInGuest(agent, [['/usr/bin/mkfifo', `${scratch}/dir/fifo`]]);
      const { entries } = await fetched(agent, `${scratch}/dir`);
      expect(entries).toHaveLength(1);
    },
  },
];
