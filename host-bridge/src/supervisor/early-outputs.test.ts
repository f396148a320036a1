import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RAW_END, rawFile } from '@vmslot/proto/testing';
import type { JobOutput } from '../job/index.ts';
import { EarlyOutputs, MAX_REFUSED_UPLOADS, NO_SUCH_UPLOAD } from './early-outputs.ts';
import type { JobContext } from './job-context.ts';

let directory: string;
let asked: string[];
let ready: string[];
let warnings: string[];
/** What programs are told, and what is known of an upload as soon as it is handed over. */
let told: string[];
let statusNow: number | undefined;
let fails: boolean;
let controller: AbortController;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'vmslot-early-'));
  asked = [];
  ready = [];
  warnings = [];
  [told, statusNow] = [[], undefined];
  fails = false;
  controller = new AbortController();
});

afterEach(() => rm(directory, { recursive: true, force: true }));

function context(): JobContext {
  const outputs = [
    { source: 'out/a', target: 'a', intermediate: true },
    { source: 'out/b', target: 'b', intermediate: true },
    { source: 'out/end', target: 'end', intermediate: false },
  ].map((output) => ({ optional: false, line: 7, ...output }) satisfies JobOutput);
  return {
    job: { outputs, diskLimitBytes: 1_000_000 },
    slot: { path: (name: string) => join(directory, name) },
    outputDirectory: join(directory, 'outputs'),
    signal: controller.signal,
    taskId: 'task',
    takenOutputs: new Set(),
    handedOver: new Set(['out/b']),
    reporter: {
      phase: () => undefined,
      warning: (_phase: string, text: string) => warnings.push(text),
    },
    observer: {
      uploadReady: async ({ source }: JobOutput) => {
        ready.push(source);
        return statusNow;
      },
    },
    client: {
      task: {
        updateApp: async ({ uploads }: { uploads: { path: string; status: number }[] }) => {
          for (const { path, status } of uploads) told.push(`${path} ${status}`);
        },
      },
      getArchive: async (_task: string, [path]: string[]) => {
        asked.push(path!);
        if (fails) throw new Error('the link is down');
        return {
          body: Readable.from([Buffer.concat([rawFile(path!, 'content'), RAW_END])], {
            objectMode: false,
          }),
          verified: Promise.resolve(),
        };
      },
    },
  } as unknown as JobContext;
}

test('a name that is no intermediate output, or was handed over before, is passed over', async () => {
  const early = new EarlyOutputs(context());
  for (const path of ['out/end', 'out/b', '/etc/passwd', '', '../a']) early.take(path);
  await early[Symbol.asyncDispose]();
  expect([asked, warnings]).toEqual([[], []]);
});

test('one that is named twice at once is taken and handed over once', async () => {
  const given = context();
  const early = new EarlyOutputs(given);
  early.take('out/a');
  early.take('out/a');
  await early[Symbol.asyncDispose]();
  expect(warnings).toEqual([]);
  expect([asked, ready]).toEqual([['out/a'], ['out/a']]);
  expect(await readdir(given.outputDirectory)).toEqual(['a']);
  early.take('out/a');
  await early[Symbol.asyncDispose]();
  expect(asked).toHaveLength(1);
});

test('a failure is a warning, and the output comes with the others', async () => {
  const given = context();
  const early = new EarlyOutputs(given);
  fails = true;
  early.take('out/a');
  await early[Symbol.asyncDispose]();
  expect(warnings).toEqual([
    'out/a could not be taken early, so it comes at the end: the link is down',
  ]);
  expect([ready, [...given.takenOutputs]]).toEqual([[], []]);
  controller.abort();
  early.take('out/a');
  await early[Symbol.asyncDispose]();
  expect(warnings).toHaveLength(1);
});

test('a program hears at once what is known at once, and of a name that is no such output that it fails', async () => {
  statusNow = 0;
  {
    await using early = new EarlyOutputs(context());
    early.take('out/a');
    early.take('out/end');
    early.take('../passwd');
  }
  expect(told).toEqual(['out/a 0', `out/end ${NO_SUCH_UPLOAD}`, `../passwd ${NO_SUCH_UPLOAD}`]);
  expect(asked).toEqual(['out/a']);
});

test('an agent that names endless outputs that are none is not answered without end', async () => {
  {
    await using early = new EarlyOutputs(context());
    for (let index = 0; index < MAX_REFUSED_UPLOADS + 5; index += 1) early.take(`x${index}`);
  }
  expect(told).toHaveLength(MAX_REFUSED_UPLOADS);
});
