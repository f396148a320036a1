import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  HOSTILE_ARCHIVES,
  RAW_END,
  rawDirectory,
  rawFile,
  rawHeader,
  rawLink,
} from '@vmslot/proto/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JobOutput } from '../job/job.ts';
import { receiveOutputs, type ReceiveOutputsOptions } from './receive-outputs.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'vmslot-outputs-'));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function output(source: string, change: Partial<JobOutput> = {}): JobOutput {
  return { source, target: source, optional: false, intermediate: false, line: 7, ...change };
}

function receive(
  bytes: Buffer | Readable,
  outputs: readonly JobOutput[],
  change: Partial<ReceiveOutputsOptions> = {},
) {
  const source = bytes instanceof Readable ? bytes : Readable.from([bytes], { objectMode: false });
  return receiveOutputs(source, {
    outputs,
    stagingDirectory: join(root, 'staging'),
    outputDirectory: join(root, 'results'),
    verified: Promise.resolve(),
    signal: new AbortController().signal,
    ...change,
  });
}

function archive(...parts: Buffer[]): Buffer {
  return Buffer.concat([...parts, RAW_END]);
}

function result(path: string): string {
  return join(root, 'results', path);
}

describe('receiveOutputs', () => {
  test('puts files and directories in their places', async () => {
    const bytes = archive(
      rawDirectory('out'),
      rawHeader({ name: 'out/script', mode: 0o555, mtime: 1_600_000_000 }),
      rawFile('out/deep/file', 'content'),
      rawHeader({ name: 'out/closed/', type: '5', mode: 0o500 }),
      rawFile('out/closed/x', 'in it'),
      rawLink('out/link', 'deep/file'),
      rawFile('single', 'one'),
    );
    const done: number[] = [];
    const outputs = [
      output('out', { target: 'a/b' }),
      output('single', { target: 'renamed' }),
      output('maybe', { optional: true }),
    ];
    const received = await receive(bytes, outputs, { onProgress: (count) => done.push(count) });
    expect(received).toEqual({
      paths: [result('a/b'), result('renamed')],
      entryCount: 7,
      contentBytes: 15,
    });
    expect(done.at(-1)).toBe(15);
    expect(readFileSync(result('a/b/deep/file'), 'utf8')).toBe('content');
    expect(readFileSync(result('a/b/closed/x'), 'utf8')).toBe('in it');
    expect(readFileSync(result('renamed'), 'utf8')).toBe('one');
    expect(readlinkSync(result('a/b/link'))).toBe('deep/file');
    expect(statSync(result('a/b/script')).mode & 0o7777).toBe(0o555);
    expect(statSync(result('a/b/script')).mtimeMs).toBe(1_600_000_000_000);
    expect(readdirSync(root)).toEqual(['results']);
  });

  test('makes nothing that other users may write to, or that its owner cannot read', async () => {
    const bytes = archive(
      rawHeader({ name: 'out/', type: '5', mode: 0o777 }),
      rawHeader({ name: 'out/open', mode: 0o777 }),
      rawHeader({ name: 'out/closed', mode: 0o022 }),
    );
    await receive(bytes, [output('out')]);
    const mode = (path: string) => (statSync(result(path)).mode & 0o7777).toString(8);
    expect([mode('out'), mode('out/open'), mode('out/closed')]).toEqual(['755', '755', '400']);
  });

  test('replaces files and directories that were there, and nothing beside them', async () => {
    mkdirSync(result('dir/old'), { recursive: true });
    writeFileSync(result('file'), 'old');
    writeFileSync(result('was-file'), 'old');
    mkdirSync(result('was-dir/old'), { recursive: true });
    writeFileSync(result('other'), 'kept');
    const outputs = ['dir', 'file', 'was-file', 'was-dir'].map((name) => output(name));
    const bytes = archive(
      rawFile('dir/new', '1'),
      rawFile('file', '2'),
      rawFile('was-file/new', '3'),
      rawFile('was-dir', '4'),
    );
    await receive(bytes, outputs);
    expect(readdirSync(result('dir'))).toEqual(['new']);
    expect(readFileSync(result('file'), 'utf8')).toBe('2');
    expect(readdirSync(result('was-file'))).toEqual(['new']);
    expect(readFileSync(result('was-dir'), 'utf8')).toBe('4');
    expect(readFileSync(result('other'), 'utf8')).toBe('kept');
    expect(readdirSync(root)).toEqual(['results']);
  });

  test('says all outputs that are missing, and places none', async () => {
    const outputs = ['a', 'b', 'c/d'].map((name) => output(name));
    await expect(receive(archive(rawFile('b')), outputs)).rejects.toMatchObject({
      code: 'output_missing',
      details: ['a', 'c/d'],
      message: expect.stringMatching(/"a", "c\/d"/) as string,
    });
    expect(readdirSync(root)).toEqual([]);
  });

  describe('from a hostile guest', () => {
    test.each(HOSTILE_ARCHIVES)('refuses $title and writes nothing', async ({ bytes }) => {
      writeFileSync(join(root, 'witness'), 'untouched');
      const outputs = [output('out'), output('top', { optional: true })];
      await expect(receive(bytes, outputs)).rejects.toMatchObject({ code: 'output_refused' });
      expect(readdirSync(root)).toEqual(['witness']);
      expect(readFileSync(join(root, 'witness'), 'utf8')).toBe('untouched');
    });

    test('an output that is a link', async () => {
      const bytes = archive(rawLink('out', 'elsewhere'));
      await expect(receive(bytes, [output('out')])).rejects.toMatchObject({
        code: 'output_refused',
      });
    });

    test('a directory where only a file can be taken', async () => {
      const outputs = [output('file', { fileOnly: true }), output('out', { fileOnly: true })];
      const bytes = archive(rawFile('file'), rawDirectory('out'), rawFile('out/a'));
      await expect(receive(bytes, outputs)).rejects.toMatchObject({
        code: 'output_refused',
        message: expect.stringContaining('"out" is a directory') as string,
      });
      expect(readdirSync(root)).toEqual([]);
    });

    test('a target below a link that an earlier output left', async () => {
      mkdirSync(join(root, 'outside'));
      await receive(archive(rawLink('a/l', '.')), [output('a')]);
      symlinkSync(join(root, 'outside'), result('a/planted'));
      for (const target of ['a/l/x', 'a/planted/x']) {
        const receiving = receive(archive(rawFile('b', 'evil')), [output('b', { target })]);
        await expect(receiving).rejects.toMatchObject({ code: 'output_refused' });
      }
      expect(readdirSync(join(root, 'outside'))).toEqual([]);
    });

    test('a link that stands at a target is replaced, not followed', async () => {
      mkdirSync(join(root, 'results'));
      writeFileSync(join(root, 'precious'), 'kept');
      symlinkSync('../precious', result('out'));
      await receive(archive(rawFile('out', 'new')), [output('out')]);
      expect(readFileSync(join(root, 'precious'), 'utf8')).toBe('kept');
      expect(readFileSync(result('out'), 'utf8')).toBe('new');
    });

    test('more than the job may write', async () => {
      const bytes = archive(rawFile('out', 'eleven bytes'));
      await expect(receive(bytes, [output('out')], { maxBytes: 11 })).rejects.toMatchObject({
        code: 'output_refused',
      });
      const many = archive(rawFile('out/a'), rawFile('out/b'));
      await expect(receive(many, [output('out')], { maxEntryCount: 2 })).rejects.toMatchObject({
        code: 'output_refused',
      });
    });
  });

  describe('failures', () => {
    const whole = archive(rawFile('out', 'content'));

    test('a wrong digest places nothing', async () => {
      const lost = new Error('digest is wrong');
      const verified = Promise.reject(lost);
      await expect(receive(whole, [output('out')], { verified })).rejects.toBe(lost);
      expect(readdirSync(root)).toEqual([]);
    });

    test('a lost link is its own error', async () => {
      const lost = Object.assign(new Error('gone'), { code: 'ECONNRESET' });
      const source = new Readable({ read: () => source.destroy(lost) });
      await expect(receive(source, [output('out')])).rejects.toBe(lost);
      expect(readdirSync(root)).toEqual([]);
    });

    test('a full disk is no_room, a directory that is none slot_unusable', async () => {
      const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
      const source = new Readable({ read: () => source.destroy(full) });
      await expect(receive(source, [output('out')])).rejects.toMatchObject({ code: 'no_room' });
      writeFileSync(join(root, 'results'), 'a file');
      await expect(receive(whole, [output('out')])).rejects.toMatchObject({
        code: 'slot_unusable',
      });
    });

    test('a signal leaves nothing', async () => {
      const controller = new AbortController();
      const source = new Readable({ read: () => undefined });
      source.push(whole.subarray(0, 700));
      const receiving = receive(source, [output('out')], { signal: controller.signal });
      controller.abort();
      await expect(receiving).rejects.toMatchObject({ name: 'AbortError' });
      expect(readdirSync(root)).toEqual([]);
    });

    test('a staging directory that was left behind is made fresh', async () => {
      mkdirSync(join(root, 'staging/new'), { recursive: true });
      symlinkSync(tmpdir(), join(root, 'staging/new/out'));
      await receive(whole, [output('out')]);
      expect(readFileSync(result('out'), 'utf8')).toBe('content');
      expect(existsSync(join(root, 'staging'))).toBe(false);
    });

    test.each([
      [[output('a'), output('a', { target: 'b' })]],
      [[output('a'), output('a/b', { target: 'c' })]],
      [[output('a/b'), output('a', { target: 'c' })]],
      [[output('a', { target: 'x' }), output('b', { target: 'X/y' })]],
      [[output('../a')]],
      [[output('a', { target: '/etc/passwd' })]],
    ])('outputs that cannot be are job_file_invalid', async (outputs) => {
      await expect(receive(whole, outputs)).rejects.toMatchObject({ code: 'job_file_invalid' });
    });
  });
});
