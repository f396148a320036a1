import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { HOSTILE_ARCHIVES, RAW_END, rawFile, rawLink } from '@vmslot/proto/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { vmslot } from '@vmslot/proto/agent';
import { AgentFixture, type FixtureOptions } from '../../guest-agent/src/http/agent-fixture.ts';
import { runProgram, type ProgramResult } from './run-program.ts';

const { EndReason, FileType, OutputStream } = vmslot.agent.v1;

/** An agent in a hostile guest, and the commands of people who look into it. */
let directory: string;
let outside: string;

beforeEach(async () => {
  outside = await mkdtemp(join(tmpdir(), 'vmslot-hostile-'));
  directory = await mkdtemp(join(outside, 'inside-'));
});

afterEach(() => rm(outside, { recursive: true }));

async function against(
  options: FixtureOptions,
  words: readonly string[],
  stdin?: string,
): Promise<ProgramResult> {
  await using agent = new AgentFixture(options);
  agent.server.http.listen(join(outside, 'agent.sock'));
  await once(agent.server.http, 'listening');
  const address = ['--address', `unix:${join(outside, 'agent.sock')}`, '--token', 'x'];
  const [command = '', ...rest] = words;
  return await runProgram(['guest', command, ...address, ...rest], {
    workingDirectory: directory,
    ...(stdin === undefined ? {} : { stdin }),
  });
}

const isDirectory = async () => ({ file: { type: FileType.FILE_TYPE_DIRECTORY } });

const sending = (tar: Buffer): FixtureOptions => ({
  file: { stat: isDirectory },
  bulk: { sendTree: async () => Readable.from([tar], { objectMode: false }) },
});

describe('guest cp of a hostile tree', () => {
  /** Those that a tree may hold: links that are left out, names that a Linux keeps. */
  const archives = HOSTILE_ARCHIVES.map(({ title, bytes }) => [title, bytes] as const);

  test.each(archives)('%s: nothing outside, nothing half done', async (_title, bytes) => {
    const { exitCode, stdout, stderr } = await against(sending(bytes), ['cp', 'guest:/t', 'copy']);
    expect((await readdir(outside)).length).toBe(1);
    const names = await readdir(directory);
    expect(names).toEqual(exitCode === 0 ? ['copy'] : []);
    if (exitCode === 0) return;
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^vmslot guest cp: [^\n\p{Cc}]*\n$/u);
  });

  test('links out of the tree are left out, and nothing goes through them', async () => {
    const tar = Buffer.concat([
      rawLink('absolute', '/etc'),
      rawLink('up', '../../up'),
      rawLink('in', 'file'),
      rawFile('file', 'x'),
      RAW_END,
    ]);
    const { exitCode, stderr } = await against(sending(tar), ['cp', 'guest:/t', 'copy']);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('2 link(s)');
    expect(await readdir(join(directory, 'copy'))).toEqual(['file', 'in']);
    const through = Buffer.concat([rawLink('l', '..'), rawFile('l/evil', 'x'), RAW_END]);
    const refused = await against(sending(through), ['cp', 'guest:/t', 'other']);
    expect(refused.exitCode).toBe(1);
    expect(await readdir(directory)).toEqual(['copy']);
  });

  test('a tree that is cut off leaves nothing', async () => {
    const tar = rawFile('file', 'x');
    const { exitCode } = await against(sending(tar), ['cp', 'guest:/t', 'copy']);
    expect(exitCode).toBe(1);
    expect(await readdir(directory)).toEqual([]);
  });
});

test('a file that is longer than the guest said, or another, leaves nothing', async () => {
  const options = (contentBytes: number): FixtureOptions => ({
    file: { stat: async () => ({ file: { type: FileType.FILE_TYPE_REGULAR, sizeBytes: 4 } }) },
    bulk: {
      readFile: async () => ({
        fileBytes: 4,
        contentBytes,
        stream: Readable.from([Buffer.alloc(1000)], { objectMode: false }),
      }),
    },
  });
  for (const contentBytes of [4, 2000]) {
    const { exitCode } = await against(options(contentBytes), ['cp', 'guest:/f', 'copy']);
    expect(exitCode).toBe(1);
    expect(await readdir(directory)).toEqual([]);
  }
});

test('names and messages of all kinds stay text on one line', async () => {
  const evil = '\x1b]0;title\x07\x1b[2J\r\n\u202e';
  const file = { name: evil, linkTarget: evil, type: FileType.FILE_TYPE_SYMBOLIC_LINK };
  const listed = await against(
    { file: { stat: isDirectory, listDirectory: async () => ({ files: [file] }) } },
    ['ls', '-l', '/'],
  );
  expect(listed.stdout).toMatch(/^[^\p{Cc}\p{Bidi_Control}]*\n$/u);
  const info = await against(
    { system: { getInfo: async () => ({ agentVersion: evil, features: [evil], kernel: evil }) } },
    ['info'],
  );
  expect(info.stdout).toMatch(/^([^\p{Cc}\p{Bidi_Control}]*\n)*$/u);
  const ended = await against(
    {
      process: {
        start: async () => ({ process: { pid: 1 } }),
        watch: async function* () {
          yield { end: { reason: EndReason.END_REASON_NOT_STARTED, message: evil } };
        },
        forget: async () => ({}),
      },
    },
    ['exec', '--', 'x'],
  );
  expect(ended.exitCode).toBe(127);
  expect(ended.stderr).toMatch(/^[^\p{Cc}\p{Bidi_Control}]*\n$/u);
});

test('output that does not follow on ends the program’s watch, and the program is ended', async () => {
  const signals: unknown[] = [];
  const stream = OutputStream.OUTPUT_STREAM_STDOUT;
  let watched = 0;
  const { exitCode, stdout, stderr } = await against(
    {
      process: {
        start: async () => ({ process: { pid: 1 } }),
        watch: async function* () {
          watched += 1;
          if (watched === 1) {
            yield { output: { stream, offset: 0, data: Buffer.from('good\n') } };
            yield { output: { stream, offset: 99, data: Buffer.from('evil\n') } };
          }
          yield { end: { reason: EndReason.END_REASON_CONTROLLED } };
        },
        signal: async ({ verb }) => {
          signals.push(verb);
          return {};
        },
        forget: async () => ({}),
      },
    },
    ['exec', '--', 'x'],
  );
  expect({ exitCode, stdout }).toEqual({ exitCode: 125, stdout: 'good\n' });
  expect(stderr).toContain('bytes 99 of stdout');
  expect(signals).toHaveLength(1);
});

test('an agent that accepts input that was not sent is found out', async () => {
  const ended = Promise.withResolvers<void>();
  const { exitCode, stderr } = await against(
    {
      process: {
        start: async () => ({ process: { pid: 1 } }),
        watch: async function* () {
          await ended.promise;
          yield { end: { reason: EndReason.END_REASON_CONTROLLED } };
        },
        writeInput: async () => ({ acceptedBytes: 1_000_000 }),
        signal: async () => {
          ended.resolve();
          return {};
        },
        forget: async () => ({}),
      },
    },
    ['exec', '--', 'cat'],
    'input',
  );
  expect(exitCode).toBe(125);
  expect(stderr).toContain('accepted 1000000 bytes');
});
